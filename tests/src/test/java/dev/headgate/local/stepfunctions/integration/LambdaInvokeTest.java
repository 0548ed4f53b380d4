package dev.headgate.local.stepfunctions.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Resource;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LambdaInvokeTest {
    private final List<String> invoked = new ArrayList<>();

    @Test
    void call_givesTheDocumentedResult() throws Exception {
        JsonNode result = lambda("{\"granted\":true}", false)
                .call(Calls.of(
                        Resource.LAMBDA_INVOKE, "{'FunctionName':'Granter','Qualifier':'live','Payload':{'a':1}}"));

        assertThat(invoked).containsExactly("Granter:live {\"a\":1}");
        assertThat(result.at("/Payload/granted").asBoolean()).isTrue();
        assertThat(result.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(result.path("ExecutedVersion").asText()).isEqualTo("$LATEST");
        assertThat(result.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
    }

    @Test
    void call_failsWithTheExceptionsClass_whenTheFunctionThrows() {
        String payload =
                "{\"errorMessage\":\"permits must be …\",\"errorType\":\"dev.headgate.InvalidRequestException\"}";

        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() ->
                        lambda(payload, true).call(Calls.of(Resource.LAMBDA_INVOKE, "{'FunctionName':'Granter'}")))
                .satisfies(e -> assertThat(e.error()).isEqualTo("dev.headgate.InvalidRequestException"))
                .satisfies(e -> assertThat(e.cause()).isEqualTo(payload));
    }

    @Test
    void call_failsAsUnknown_whenTheFunctionNamesNoError() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> lambda("{\"errorMessage\":\"Task timed out\"}", true)
                        .call(Calls.of(Resource.LAMBDA_INVOKE, "{'FunctionName':'Granter'}")))
                .satisfies(e -> assertThat(e.error()).isEqualTo("Lambda.Unknown"))
                .satisfies(e -> assertThat(e.cause()).contains("Task timed out"));
    }

    @Test
    void call_refusesTheClientContext() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> lambda("{}", false)
                        .call(Calls.of(Resource.LAMBDA_INVOKE, "{'FunctionName':'Granter','ClientContext':'e30='}")))
                .withMessageContaining("'ClientContext'");
        assertThat(invoked).isEmpty();
    }

    private LambdaInvoke lambda(String answer, boolean functionError) {
        return new LambdaInvoke((function, payload) -> {
            invoked.add(function + " " + new String(payload, StandardCharsets.UTF_8));
            return new InvocationResult(answer.getBytes(StandardCharsets.UTF_8), functionError, "id", "");
        });
    }
}
