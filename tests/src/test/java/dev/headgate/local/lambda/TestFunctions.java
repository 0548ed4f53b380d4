package dev.headgate.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Definitions of the functions in {@link TestHandlers}. */
final class TestFunctions {
    private TestFunctions() {}

    static FunctionDefinition of(Class<?> handler) {
        return of(handler, Duration.ofSeconds(20), OptionalInt.empty());
    }

    static FunctionDefinition of(Class<?> handler, Duration timeout, OptionalInt reservedConcurrency) {
        return new FunctionDefinition(
                handler.getSimpleName() + "Function",
                List.of(location(handler), location(RequestStreamHandler.class)),
                handler.getName() + "::handleRequest",
                Map.of("TABLE", "limits"),
                256,
                timeout,
                reservedConcurrency);
    }

    static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(InvocationResult result) {
        return new String(result.payload(), StandardCharsets.UTF_8);
    }
}
