package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The calls about a function's reserved concurrency. The pollers of its queues keep within it, so that it takes another caller
 * to be throttled.
 */
final class ConcurrencyApi {
    private static final String FIELD = "ReservedConcurrentExecutions";
    private static final JsonMapper JSON = new JsonMapper();

    private final LambdaService lambda;
    private final EventSourceMappings mappings;

    ConcurrencyApi(LambdaService lambda, EventSourceMappings mappings) {
        this.lambda = lambda;
        this.mappings = mappings;
    }

    ApiResponse get(String function) {
        return ApiResponse.json(200, view(function));
    }

    ApiResponse put(String function, ApiRequest request) throws ApiException, IOException {
        JsonNode reserved = JSON.readTree(request.exchange().getRequestBody().readAllBytes())
                .path(FIELD);
        if (!reserved.canConvertToInt() || reserved.intValue() < 0) {
            throw ApiException.invalidParameter(FIELD + " must be a whole number from 0, got: " + reserved);
        }
        set(function, OptionalInt.of(reserved.intValue()));
        return get(function);
    }

    ApiResponse delete(String function) {
        set(function, OptionalInt.empty());
        return new ApiResponse(204, Map.of(), new byte[0]);
    }

    private void set(String function, OptionalInt reserved) {
        lambda.reserveConcurrency(function, reserved);
        mappings.followConcurrency();
    }

    private ObjectNode view(String function) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        lambda.reservedConcurrency(function).ifPresent(reserved -> view.put(FIELD, reserved));
        return view;
    }
}
