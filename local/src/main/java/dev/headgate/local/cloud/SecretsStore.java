package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.headgate.local.template.StackSecret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Secrets Manager, as far as a function reads from it: GetSecretValue, DescribeSecret, ListSecrets. It also answers for
 * every service that has no endpoint here, with AWS's UnknownOperationException, so that no call leaves the machine; but it
 * takes EventBridge's events, to which nobody listens on this machine.
 */
final class SecretsStore implements Store {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "00000000-0000-0000-0000-000000000001";

    private final List<StackSecret> secrets;
    private final Instant created;
    private final LocalHttpServer server;

    SecretsStore(int port, Collection<StackSecret> secrets, Instant created) {
        this.secrets = List.copyOf(secrets);
        this.created = created;
        this.server = new LocalHttpServer(port, this::handle);
    }

    @Override
    public URI endpoint() {
        return server.endpoint();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Answer answer = switch (target) {
            case "secretsmanager.GetSecretValue" -> one(request, this::value);
            case "secretsmanager.DescribeSecret" -> one(request, this::description);
            case "secretsmanager.ListSecrets" -> list();
            case "AWSEvents.PutEvents" -> taken(request.path("Entries").size());
            default -> error("UnknownOperationException", "'" + target + "' is not served on this machine");
        };
        LocalHttpServer.answer(
                exchange, answer.status(), "application/x-amz-json-1.1", JSON.writeValueAsBytes(answer.body()));
    }

    private Answer one(JsonNode request, Function<StackSecret, ObjectNode> view) {
        String id = request.path("SecretId").asText();
        return secrets.stream()
                .filter(secret -> secret.arn().equals(id) || secret.name().equals(id))
                .findFirst()
                .map(secret -> new Answer(200, view.apply(secret)))
                .orElseGet(
                        () -> error("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }

    private ObjectNode value(StackSecret secret) {
        ObjectNode value = identity(secret).put("VersionId", VERSION).put("SecretString", secret.value());
        value.putArray("VersionStages").add("AWSCURRENT");
        return value.put("CreatedDate", created.getEpochSecond());
    }

    private ObjectNode description(StackSecret secret) {
        ObjectNode description = identity(secret).put("CreatedDate", created.getEpochSecond());
        description.putObject("VersionIdsToStages").putArray(VERSION).add("AWSCURRENT");
        return description;
    }

    private Answer list() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        secrets.forEach(secret -> body.withArray("SecretList").add(description(secret)));
        return new Answer(200, body);
    }

    private static Answer taken(int events) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("FailedEntryCount", 0);
        ArrayNode entries = body.putArray("Entries");
        for (int event = 0; event < events; event++) {
            entries.addObject().put("EventId", UUID.randomUUID().toString());
        }
        return new Answer(200, body);
    }

    private static ObjectNode identity(StackSecret secret) {
        return JsonNodeFactory.instance.objectNode().put("ARN", secret.arn()).put("Name", secret.name());
    }

    private static Answer error(String type, String message) {
        return new Answer(
                400, JsonNodeFactory.instance.objectNode().put("__type", type).put("message", message));
    }

    @Override
    public void close() {
        server.close();
    }

    private record Answer(int status, ObjectNode body) {}
}
