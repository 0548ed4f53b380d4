package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The Invoke call.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeApi {
    /** Lambda's quotas: 6 MB for a synchronous event, 1 MB for an asynchronous one. */
    private static final int MAX_SYNCHRONOUS = 6_291_456;

    private static final int MAX_ASYNCHRONOUS = 1_048_576;
    private static final byte[] NOTHING = {};
    private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LambdaService lambda;

    InvokeApi(LambdaService lambda) {
        this.lambda = lambda;
    }

    ApiResponse invoke(String function, ApiRequest request) throws ApiException, IOException, InterruptedException {
        lambda.function(function);
        String type = request.header("X-Amz-Invocation-Type", "RequestResponse");
        return switch (type) {
            case "RequestResponse" -> synchronous(function, request);
            case "Event" -> {
                String requestId = lambda.invokeAsync(function, payload(request, MAX_ASYNCHRONOUS));
                yield new ApiResponse(202, Map.of("x-amzn-RequestId", requestId), NOTHING);
            }
            case "DryRun" -> new ApiResponse(204, Map.of(), NOTHING);
            default ->
                throw ApiException.invalidParameter(
                        "InvocationType must be RequestResponse, Event or DryRun, got: " + type);
        };
    }

    private ApiResponse synchronous(String function, ApiRequest request)
            throws ApiException, IOException, InterruptedException {
        InvocationResult result = lambda.invoke(function, payload(request, MAX_SYNCHRONOUS));
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("x-amzn-RequestId", result.requestId());
        headers.put("X-Amz-Executed-Version", "$LATEST");
        if (result.functionError()) {
            headers.put("X-Amz-Function-Error", "Unhandled");
        }
        if (request.header("X-Amz-Log-Type", "None").equals("Tail")) {
            byte[] tail = result.logTail().getBytes(StandardCharsets.UTF_8);
            headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(tail));
        }
        return new ApiResponse(200, headers, result.payload());
    }

    private static byte[] payload(ApiRequest request, int max) throws ApiException, IOException {
        byte[] payload = request.exchange().getRequestBody().readNBytes(max + 1);
        if (payload.length > max) {
            throw new ApiException(
                    413, "RequestTooLargeException", "Request must be at most " + max + " bytes for this invocation");
        }
        if (payload.length == 0) {
            return EMPTY_EVENT;
        }
        JSON.readTree(payload); // refused by the endpoint where it is no JSON
        return payload;
    }
}
