package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads an AWS::Events::Connection with an API key or with a name and password; OAuth is refused. */
final class ConnectionReader {

    private static final Set<String> USED = Set.of("AuthParameters", "AuthorizationType", "Name");
    private static final Set<String> AUTH_USED =
            Set.of("ApiKeyAuthParameters", "BasicAuthParameters", "InvocationHttpParameters");

    StackConnection read(Declared declared) {
        Fields fields = declared.fields().only(USED, Set.of("Description", "KmsKeyIdentifier"));
        Fields parameters = fields.fields("AuthParameters").only(AUTH_USED, Set.of());
        Fields invocation = parameters
                .fields("InvocationHttpParameters")
                .only(Set.of("HeaderParameters", "QueryStringParameters"), Set.of());
        Map<String, String> headers = new HashMap<>(pairs(invocation, "HeaderParameters"));
        headers.putAll(authorization(fields.requireText("AuthorizationType"), parameters));
        return new StackConnection(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn(),
                headers,
                pairs(invocation, "QueryStringParameters"));
    }

    private static Map<String, String> authorization(String type, Fields parameters) {
        return switch (type) {
            case "API_KEY" -> {
                Fields key = parameters.fields("ApiKeyAuthParameters");
                yield Map.of(key.requireText("ApiKeyName"), key.requireText("ApiKeyValue"));
            }
            case "BASIC" -> {
                Fields basic = parameters.fields("BasicAuthParameters");
                String pair = basic.requireText("Username") + ":" + basic.requireText("Password");
                yield Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            default ->
                throw new TemplateException(
                        parameters.path(), "AuthorizationType must be API_KEY or BASIC here, got: " + type);
        };
    }

    private static Map<String, String> pairs(Fields fields, String name) {
        Map<String, String> pairs = new HashMap<>();
        for (JsonNode parameter : fields.tree(name)) {
            pairs.put(parameter.path("Key").asText(), parameter.path("Value").asText());
        }
        return pairs;
    }
}
