package dev.headgate.bench.permits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionRequest;
import dev.headgate.local.asl.ExecutionStatus;
import dev.headgate.local.asl.Integrations;
import dev.headgate.local.asl.Interpreter;
import dev.headgate.local.asl.ObjectStore;
import dev.headgate.local.asl.Services;
import dev.headgate.local.asl.StateMachine;
import dev.headgate.local.asl.TaskTokens;
import dev.headgate.local.asl.VirtualTime;
import dev.headgate.local.stepfunctions.integration.ServiceEndpoints;
import dev.headgate.local.stepfunctions.integration.ServiceIntegrations;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One workflow at the end of a line of 10 minutes: ours, and the semaphore sample's. Both definitions run in the
 * interpreter, on DynamoDB Local, in a time that jumps.
 */
final class Lines {
    static final Duration LINE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:line";
    private static final int SEMAPHORE_PLACES = 10;

    private final Stand stand;

    Lines(Stand stand) {
        this.stand = stand;
    }

    /**
     * What the way through the line took.
     *
     * @param transitions billed state transitions, the work's own one left out
     */
    record Way(int transitions, int writes, int reads, Duration waited) {}

    Way permit() throws Exception {
        stand.declare(new RateLimit("line", 10, Duration.ofSeconds(1), 20, Duration.ofMillis(1500), Policy.SHARED));
        PermitGranter granter = stand.environment();
        granter.acquire(PermitRequest.of("line", null, 10 * (int) LINE.toSeconds(), Duration.ofDays(1), null), START);
        VirtualTime time = new VirtualTime(START);
        return run("permit", "", time, call -> invoked(granter, call.arguments(), time.now()));
    }

    Way semaphore() throws Exception {
        String table = stand.newTable();
        Map<String, AttributeValue> full = Map.of(
                "id", AttributeValue.fromS("semaphore"),
                "held", AttributeValue.fromN(Integer.toString(SEMAPHORE_PLACES)));
        Map<String, AttributeValue> oneFree = Map.of(
                "id", AttributeValue.fromS("semaphore"),
                "held", AttributeValue.fromN(Integer.toString(SEMAPHORE_PLACES - 1)));
        stand.dynamoDb().putItem(put -> put.tableName(table).item(full));
        VirtualTime time = new VirtualTime(START);
        // From within, since a time in which nobody works jumps to its next timer.
        AtomicBoolean begun = new AtomicBoolean();
        Runnable free =
                () -> stand.dynamoDb().putItem(put -> put.tableName(table).item(oneFree));
        ServiceEndpoints endpoints =
                new ServiceEndpoints(stand.endpoint(), URI.create("http://none"), URI.create("http://none"));
        try (ServiceIntegrations services = new ServiceIntegrations(
                endpoints,
                "us-east-1",
                (name, payload) -> {
                    throw new IllegalStateException("no function here: " + name);
                },
                arn -> {
                    throw new IllegalStateException("no connection here: " + arn);
                })) {
            return run("semaphore", table, time, call -> {
                if (!begun.getAndSet(true)) {
                    time.schedule(START.plus(LINE), free);
                }
                return services.call(call);
            });
        }
    }

    private static Way run(String name, String table, VirtualTime time, Integrations services) throws Exception {
        AtomicInteger writes = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        Integrations counted = call -> {
            switch (call.resource()) {
                case DYNAMODB_GET_ITEM -> reads.incrementAndGet();
                default -> writes.incrementAndGet();
            }
            return services.call(call);
        };
        Services parts = new Services(time, counted, new TaskTokens(new Random(1)), new NoObjects(), new Random(2));
        Execution execution =
                new Interpreter(parts).start(StateMachine.parse(definition(name, table)), request(), (_, _) -> {});
        execution.await();
        if (execution.status() != ExecutionStatus.SUCCEEDED) {
            throw new IllegalStateException(name + " ended with " + execution.error() + ": " + execution.cause());
        }
        return new Way(
                Math.toIntExact(execution.billedTransitions()) - 1,
                writes.get(),
                reads.get(),
                Duration.between(START, execution.stopDate()));
    }

    private static JsonNode invoked(PermitGranter granter, JsonNode arguments, Instant now) {
        JsonNode payload = arguments.path("Payload");
        String limit = payload.path("limits").path(0).path("limit").asText();
        Duration maxWait = Duration.ofSeconds(payload.path("maxWaitSeconds").asLong());
        Decision decision = granter.acquire(PermitRequest.of(limit, null, 1, maxWait, null), now);
        if (!(decision instanceof Decision.Granted granted)) {
            throw new IllegalStateException("refused: " + decision);
        }
        ObjectNode answer = JSON.createObjectNode();
        Duration wait = Duration.between(now, granted.schedule().startAt());
        answer.putObject("Payload").put("granted", true).put("waitSeconds", Math.ceilDiv(wait.toMillis(), 1000L));
        return answer;
    }

    private static ExecutionRequest request() {
        String execution = MACHINE.replace("stateMachine", "execution") + ":last";
        return new ExecutionRequest(
                MACHINE, "line", execution, "last", "arn:aws:iam::000000000000:role/any", JSON.createObjectNode());
    }

    private static JsonNode definition(String name, String table) throws IOException {
        try (InputStream file = Lines.class.getResourceAsStream("/bench/" + name + ".asl.json")) {
            if (file == null) {
                throw new IllegalStateException("bench/" + name + ".asl.json is missing");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return JSON.readTree(text.replace("${Table}", table));
        }
    }

    private static final class NoObjects implements ObjectStore {
        @Override
        public InputStream get(String bucket, String key) {
            throw new IllegalStateException("no object here: " + key);
        }

        @Override
        public void put(String bucket, String key, byte[] content) {
            throw new IllegalStateException("no object here: " + key);
        }

        @Override
        public Iterator<Listed> list(String bucket, String prefix) {
            throw new IllegalStateException("no object here: " + prefix);
        }
    }
}
