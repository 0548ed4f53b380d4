package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.lambda.FunctionNotFoundException;
import dev.headgate.local.lambda.InvocationResult;
import dev.headgate.local.lambda.ThrottledException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * {@code lambda:invoke}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke a function</a>
 */
final class LambdaInvoke implements Integration {
    // ClientContext reaches a function through the Invoke API's header, which the invoker here does not have: refused.
    private static final Set<String> KNOWN = Set.of("FunctionName", "Payload", "Qualifier", "InvocationType");

    private final FunctionInvoker functions;

    LambdaInvoke(FunctionInvoker functions) {
        this.functions = functions;
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException {
        Arguments arguments = Arguments.of(call, KNOWN);
        String function = qualified(arguments);
        byte[] payload = Json.bytes(arguments.value("Payload").orElseGet(Json::object));
        return switch (arguments.text("InvocationType").orElse("RequestResponse")) {
            case "RequestResponse" -> requestResponse(function, payload);
            case "Event" -> event(function, payload);
            case "DryRun" -> SdkMetadata.add(Json.object().put("StatusCode", 204), 204);
            default ->
                throw Arguments.invalid("the field 'InvocationType' must be RequestResponse, Event or DryRun, got: "
                        + arguments.requireText("InvocationType"));
        };
    }

    private static String qualified(Arguments arguments) throws TaskFailedException {
        String name = arguments.requireText("FunctionName");
        return arguments.text("Qualifier").map(q -> name + ":" + q).orElse(name);
    }

    private JsonNode requestResponse(String function, byte[] payload) throws TaskFailedException, InterruptedException {
        InvocationResult answer = invoke(function, payload);
        if (answer.functionError()) {
            throw functionError(answer.payload());
        }
        JsonNode value = Json.parse(answer.payload())
                .orElseThrow(() -> new TaskFailedException(
                        "Lambda.Unknown", "The function's answer is not JSON: " + utf8(answer.payload())));
        ObjectNode result = Json.object().put("ExecutedVersion", "$LATEST");
        result.set("Payload", value);
        return SdkMetadata.add(result, 200).put("StatusCode", 200);
    }

    /** Accepted at once, as the asynchronous invocation is. */
    private JsonNode event(String function, byte[] payload) throws TaskFailedException {
        try {
            functions.invokeAsync(function, payload);
        } catch (FunctionNotFoundException e) {
            throw notFound(e);
        }
        return SdkMetadata.add(Json.object(), 202).put("StatusCode", 202);
    }

    private InvocationResult invoke(String function, byte[] payload) throws TaskFailedException, InterruptedException {
        try {
            return functions.invoke(function, payload);
        } catch (FunctionNotFoundException e) {
            throw notFound(e);
        } catch (ThrottledException e) {
            throw new TaskFailedException("Lambda.TooManyRequestsException", message(e));
        }
    }

    private static TaskFailedException notFound(FunctionNotFoundException e) {
        return new TaskFailedException("Lambda.ResourceNotFoundException", message(e));
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    /** The error is the exception's class; AWS's words where the function died without naming one. */
    private static TaskFailedException functionError(byte[] payload) {
        String text = utf8(payload);
        String type =
                Json.parse(payload).map(p -> p.path("errorType").asText("")).orElse("");
        return type.isEmpty()
                ? new TaskFailedException(
                        "Lambda.Unknown",
                        "The cause could not be determined because Lambda did not return an error type. "
                                + "Returned payload: " + text)
                : new TaskFailedException(type, text);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
