package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The error objects that Lambda itself answers with, where the function could not. */
final class ErrorPayloads {
    private static final JsonMapper JSON = new JsonMapper();

    private ErrorPayloads() {}

    static byte[] timedOut(String requestId, Duration timeout) {
        return of("Sandbox.Timedout", "RequestId: " + requestId + " Error: " + timedOutAfter(timeout));
    }

    /** Returns the words of a timeout, the same in the answer and in the log. */
    static String timedOutAfter(Duration timeout) {
        return String.format(Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1_000.0);
    }

    static byte[] exited(String requestId, int status) {
        return of("Runtime.ExitError", "RequestId: " + requestId + " Error: " + exitReason(status));
    }

    /** Returns how a process ended; 128 + n is the JDK's way to tell signal n. */
    static String exitReason(int status) {
        return switch (status) {
            case 0 -> "Runtime exited without providing a reason";
            case 128 + 9 -> "Runtime exited with error: signal: killed";
            case 128 + 15 -> "Runtime exited with error: signal: terminated";
            default -> "Runtime exited with error: exit status " + status;
        };
    }

    static byte[] answerTooLarge() {
        return of(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + RuntimeApi.MAX_ANSWER + " bytes).");
    }

    static byte[] of(String type, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the {@code errorType} of an error object, or {@code Unhandled} where it has none. */
    static String typeOf(byte[] payload) {
        try {
            return JSON.readTree(payload).path("errorType").asText("Unhandled");
        } catch (IOException notJson) {
            return "Unhandled";
        }
    }
}
