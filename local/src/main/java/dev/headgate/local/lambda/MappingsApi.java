package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.lambda.EventSourceMappings.MappingStatus;
import java.io.IOException;
import java.util.Map;

/** The calls about event source mappings: list, get, and of update what changes while it runs. */
final class MappingsApi {
    private static final JsonMapper JSON = new JsonMapper();

    private final EventSourceMappings mappings;

    MappingsApi(EventSourceMappings mappings) {
        this.mappings = mappings;
    }

    ApiResponse route(ApiRequest request) throws ApiException, IOException {
        if (request.path().size() == 1 && request.method().equals("GET")) {
            return list(request.query());
        }
        if (request.path().size() == 2) {
            MappingStatus mapping = find(request.path().get(1));
            switch (request.method()) {
                case "GET" -> {
                    return ApiResponse.json(200, describe(mapping));
                }
                case "PUT" -> {
                    update(
                            mapping.uuid(),
                            JSON.readTree(request.exchange().getRequestBody().readAllBytes()));
                    return ApiResponse.json(202, describe(find(mapping.uuid())));
                }
                default -> {}
            }
        }
        throw new ApiException(
                404, "UnknownOperationException", "not served here: " + request.method() + " " + request.path());
    }

    private ApiResponse list(Map<String, String> query) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("EventSourceMappings");
        String function = query.containsKey("FunctionName") ? Arns.functionName(query.get("FunctionName")) : "";
        for (MappingStatus status : mappings.list()) {
            EventSourceMapping mapping = status.mapping();
            boolean ofFunction = function.isEmpty() || mapping.functionName().equals(function);
            String queue = Arns.queue(mapping.queueUrl());
            if (ofFunction && query.getOrDefault("EventSourceArn", queue).equals(queue)) {
                answer.withArray("EventSourceMappings").add(describe(status));
            }
        }
        return ApiResponse.json(200, answer);
    }

    private MappingStatus find(String uuid) throws ApiException {
        return mappings.list().stream()
                .filter(mapping -> mapping.uuid().equals(uuid))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        404, "ResourceNotFoundException", "The resource you requested does not exist."));
    }

    private void update(String uuid, JsonNode changes) throws ApiException {
        try {
            JsonNode concurrency = changes.path("ScalingConfig").path("MaximumConcurrency");
            if (concurrency.isNumber() && concurrency.intValue() == 0) {
                throw ApiException.invalidParameter("MaximumConcurrency must be between 2 and 1000, got: 0");
            }
            if (changes.has("ScalingConfig")) {
                mappings.setMaximumConcurrency(uuid, concurrency.asInt(0));
            }
            if (changes.has("Enabled")) {
                mappings.setEnabled(uuid, changes.path("Enabled").asBoolean());
            }
        } catch (IllegalArgumentException outOfBounds) {
            throw ApiException.invalidParameter(String.valueOf(outOfBounds.getMessage()));
        }
    }

    private static ObjectNode describe(MappingStatus status) {
        EventSourceMapping mapping = status.mapping();
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described
                .put("UUID", status.uuid())
                .put("EventSourceArn", Arns.queue(mapping.queueUrl()))
                .put("FunctionArn", Arns.function(mapping.functionName()))
                .put("BatchSize", mapping.batchSize())
                .put("MaximumBatchingWindowInSeconds", mapping.window().toSeconds())
                .put("State", status.enabled() ? "Enabled" : "Disabled")
                .put("StateTransitionReason", "USER_INITIATED");
        if (mapping.maximumConcurrency() > 0) {
            described.putObject("ScalingConfig").put("MaximumConcurrency", mapping.maximumConcurrency());
        }
        if (mapping.reportBatchItemFailures()) {
            described.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
        }
        return described;
    }
}
