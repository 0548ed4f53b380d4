package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation's custom resource events. Not read strictly: the envelope is AWS's and may grow; what is inside
 * {@code ResourceProperties} is the caller's and is checked by {@link Properties}.
 *
 * <p>Source: "Custom resource request objects", AWS CloudFormation User Guide.
 */
final class CustomResourceEvents {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, Object>> PROPERTIES = new TypeReference<>() {};

    private CustomResourceEvents() {}

    static CloudFormationCustomResourceEvent read(InputStream input) throws IOException {
        JsonNode event = MAPPER.readTree(input);
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(text(event, "RequestType"))
                .withServiceToken(text(event, "ServiceToken"))
                .withResponseUrl(text(event, "ResponseURL"))
                .withStackId(text(event, "StackId"))
                .withRequestId(text(event, "RequestId"))
                .withLogicalResourceId(text(event, "LogicalResourceId"))
                .withPhysicalResourceId(text(event, "PhysicalResourceId"))
                .withResourceType(text(event, "ResourceType"))
                .withResourceProperties(properties(event, "ResourceProperties"))
                .withOldResourceProperties(properties(event, "OldResourceProperties"))
                .build();
    }

    private static @Nullable String text(JsonNode event, String field) {
        return event.path(field).textValue();
    }

    private static Map<String, Object> properties(JsonNode event, String field) {
        JsonNode properties = event.path(field);
        return properties.isObject() ? MAPPER.convertValue(properties, PROPERTIES) : Map.of();
    }
}
