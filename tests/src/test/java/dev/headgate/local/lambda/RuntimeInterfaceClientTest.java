package dev.headgate.local.lambda;

import static dev.headgate.local.lambda.TestFunctions.json;
import static dev.headgate.local.lambda.TestFunctions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Runs the handlers under AWS's own runtime, against the same Runtime API: what holds here holds on Lambda. */
class RuntimeInterfaceClientTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    @BeforeEach
    void onLinuxOnly() {
        assumeTrue(
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux"),
                "AWS's runtime interface client has native code for Linux only");
    }

    @Test
    void invoke_answersAlike_underAwsRuntime() throws Exception {
        FunctionDefinition echo = underAwsRuntime(TestHandlers.Echo.class);
        try (LambdaService lambda = service(echo)) {
            for (String event : List.of("{\"a\":\"gr\u00fc\u00df\"}", "[]", "1")) {
                InvocationResult result = lambda.invoke(echo.name(), json(event));
                assertThat(text(result)).isEqualTo(event);
                assertThat(result.functionError()).isFalse();
            }
            assertThat(lambda.counts().get(echo.name()).coldStarts()).isEqualTo(1);
        }
    }

    @Test
    void invoke_reportsAnExceptionAlike_underAwsRuntime() throws Exception {
        FunctionDefinition aws = underAwsRuntime(TestHandlers.Throws.class);
        FunctionDefinition own = TestFunctions.of(TestHandlers.Throws.class);
        try (LambdaService underAws = service(aws);
                LambdaService underOwn = new LambdaService(List.of(own), options(directory.resolve("own")))) {
            InvocationResult theirs = underAws.invoke(aws.name(), json("7"));
            InvocationResult ours = underOwn.invoke(own.name(), json("7"));
            assertThat(theirs.functionError()).isTrue();
            JsonNode expected = JSON.readTree(theirs.payload());
            JsonNode actual = JSON.readTree(ours.payload());
            assertThat(actual.path("errorType")).isEqualTo(expected.path("errorType"));
            assertThat(actual.path("errorMessage")).isEqualTo(expected.path("errorMessage"));
            assertThat(actual.path("stackTrace").get(0))
                    .isEqualTo(expected.path("stackTrace").get(0));
            assertThat(actual.properties()).hasSameSizeAs(expected.properties());
        }
    }

    @Test
    void invoke_answersTheInitError_underAwsRuntime() throws Exception {
        FunctionDefinition function = underAwsRuntime(TestHandlers.Unmakeable.class);
        try (LambdaService lambda = service(function)) {
            assertThat(text(lambda.invoke(function.name(), json("{}")))).contains("LIMITS_TABLE must be set");
        }
    }

    private LambdaService service(FunctionDefinition function) throws Exception {
        return new LambdaService(
                List.of(function),
                options(directory.resolve("aws")),
                List.of("com.amazonaws.services.lambda.runtime.api.client.AWSLambda", function.handler()));
    }

    private static LambdaOptions options(Path directory) {
        return LambdaOptions.builder(directory)
                .maxEnvironments(1)
                .sharedArchive(false)
                .build();
    }

    private static FunctionDefinition underAwsRuntime(Class<?> handler) {
        FunctionDefinition plain = TestFunctions.of(handler);
        List<Path> classpath = new ArrayList<>(plain.classpath());
        classpath.add(TestFunctions.location(AWSLambda.class));
        classpath.add(TestFunctions.location(PojoSerializer.class));
        classpath.add(TestFunctions.location(SdkInternalThreadLocal.class));
        return new FunctionDefinition(
                plain.name(), classpath, plain.handler(), Map.of(), 256, Duration.ofSeconds(20), OptionalInt.empty());
    }
}
