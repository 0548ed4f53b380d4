package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.headgate.local.lambda.InvocationResult;
import dev.headgate.local.lambda.LambdaService;
import dev.headgate.local.template.StackCustomResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes custom resources as CloudFormation does: sends the function a Create event and waits for what it puts to the
 * response URL.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html">Custom resource
 *     request objects</a>
 */
final class CustomResources implements AutoCloseable {

    /** More than a cold start on a loaded machine and the longest ServiceTimeout of our own template. */
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LambdaService lambda;
    private final String stackId;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final LocalHttpServer responses = new LocalHttpServer(0, this::take);

    CustomResources(LambdaService lambda, String stackName) {
        this.lambda = lambda;
        this.stackId = "arn:aws:cloudformation:us-east-1:000000000000:stack/" + stackName + "/local";
    }

    /** The physical id of a new one. @throws StartException with the function's reason, also for no answer in time */
    String create(StackCustomResource resource, String function) throws InterruptedException {
        return send(resource, object().put("RequestType", "Create"), function)
                .path("PhysicalResourceId")
                .asText();
    }

    /** Deletes one. @throws StartException as {@link #create} */
    void delete(StackCustomResource resource, String physicalId, String function) throws InterruptedException {
        send(resource, object().put("RequestType", "Delete").put("PhysicalResourceId", physicalId), function);
    }

    private JsonNode send(StackCustomResource resource, ObjectNode request, String function)
            throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        CompletableFuture<JsonNode> response = new CompletableFuture<>();
        waiting.put("/" + requestId, response);
        byte[] event = event(request, resource, requestId).toString().getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> invoke(function, event, response));
        return require(resource, await(resource, response));
    }

    private void invoke(String function, byte[] event, CompletableFuture<JsonNode> response) {
        try {
            InvocationResult result = lambda.invoke(function, event);
            if (result.functionError()) {
                String error = new String(result.payload(), StandardCharsets.UTF_8);
                response.complete(object().put("Status", "FAILED").put("Reason", error));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.completeExceptionally(e);
        } catch (RuntimeException e) {
            response.completeExceptionally(e);
        }
    }

    private static JsonNode await(StackCustomResource resource, CompletableFuture<JsonNode> response)
            throws InterruptedException {
        try {
            return response.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StartException(resource.logicalId() + " could not be made: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new StartException(
                    resource.logicalId() + " was not made: no answer within " + TIMEOUT.toSeconds() + " s", e);
        }
    }

    private static JsonNode require(StackCustomResource resource, JsonNode response) {
        if (!response.path("Status").asText().equals("SUCCESS")) {
            throw new StartException(resource.logicalId() + " (" + resource.type() + ") was not made: "
                    + response.path("Reason").asText("no reason given"));
        }
        return response;
    }

    private ObjectNode event(ObjectNode event, StackCustomResource resource, String requestId) {
        event.put("ServiceToken", resource.properties().path("ServiceToken").asText())
                .put(
                        "ResponseURL",
                        responses.endpoint().resolve("/" + requestId).toString())
                .put("StackId", stackId)
                .put("RequestId", requestId)
                .put("LogicalResourceId", resource.logicalId())
                .put("ResourceType", resource.type());
        return event.set("ResourceProperties", resource.properties());
    }

    private void take(HttpExchange exchange) throws IOException {
        CompletableFuture<JsonNode> response =
                waiting.remove(exchange.getRequestURI().getPath());
        if (response == null || !exchange.getRequestMethod().equals("PUT")) {
            LocalHttpServer.answer(exchange, 404, "text/plain", new byte[0]);
            return;
        }
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        LocalHttpServer.answer(exchange, 200, "text/plain", new byte[0]);
        response.complete(body);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        responses.close();
    }
}
