package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.UnknownCircuitException;
import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.RateListener;
import dev.headgate.adjust.Adjuster;
import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.adjust.Aim;
import dev.headgate.adjust.InMemoryAdjustments;
import dev.headgate.adjust.Levers;
import dev.headgate.adjust.Step;
import dev.headgate.adjust.Targets;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.Operator;
import dev.headgate.dynamodb.DynamoDbLimitStore;
import dev.headgate.gateway.StandIn;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Feedback;
import dev.headgate.permit.Feedbacks;
import dev.headgate.permit.InMemoryLeaseStore;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitRecords;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.permit.InMemoryQuotaStore;
import dev.headgate.permit.Limit;
import dev.headgate.permit.Overrides;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.QuotaLimit;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.Window;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.ManualClock;
import dev.headgate.testing.TestContext;
import dev.headgate.worker.Answer;
import dev.headgate.worker.WorkerRig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The handlers of all functions, to which the files of {@code events/} are given. What comes of an event is a text: the
 * answer or {@code Exception: message}, and behind it what the event left elsewhere.
 */
final class EventBench implements AutoCloseable {
    private static final Path EVENTS = Path.of(System.getProperty("headgate.home"), "events");
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Levers LEVERS = new Levers() {
        @Override
        public Optional<AdjusterSettings> settings(String limit) {
            return limit.equals("ai-gateway")
                    ? Optional.of(new AdjusterSettings(
                            AdjusterSettings.Mode.ON, Step.DEFAULT, Targets.NONE, Set.of(), Set.of()))
                    : Optional.empty();
        }

        @Override
        public void apply(Aim aim, Instant now) {}
    };

    private final DynamoDbLocal dynamoDb;
    private final CircuitStore circuits = new InMemoryCircuitStore();
    private final InMemoryLimits limits = new InMemoryLimits();
    private final PermitStores stores =
            new PermitStores(new InMemoryPermitStore(), new InMemoryQuotaStore(), new InMemoryLeaseStore());
    private final InMemoryPermitRecords records = new InMemoryPermitRecords();
    private final SplittableRandom random = new SplittableRandom(8);
    private final PermitGranter granter;
    private final CircuitBreaker breaker;
    private final Feedback feedback;
    private final WorkerRig rig = new WorkerRig(10, 20);
    private final StandIn cloudFormation = StandIn.saying(200, Map.of(), "");
    private final InMemoryAdjustments adjustments = new InMemoryAdjustments();
    private DynamoDbLimitStore declaredLimits;

    /** The limit and the circuit have the template's names and figures. */
    EventBench(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        Duration second = Duration.ofSeconds(1);
        RateLimit limit = new RateLimit("ai-gateway", 10, second, 20, RateLimit.DEFAULT_LATENESS, Policy.SHARED);
        circuits.put(
                new CircuitSettings(
                        "ai-gateway", 50, second.multipliedBy(10), 10, 10, second.multipliedBy(15), 3, second),
                NOW);
        breaker = new CircuitBreaker(circuits, second, new SplittableRandom(7));
        feedback = Feedbacks.of(limits, stores, new InMemoryRateStore(), RateListener.NONE, new SplittableRandom(7));
        granter = new PermitGranter(
                limits.put(limit)
                        .put(new QuotaLimit(
                                "monthly-budget",
                                1_000,
                                Window.MONTH,
                                ZoneId.of("Europe/Berlin"),
                                Duration.ZERO,
                                Policy.PER_KEY))
                        .put(new ConcurrencyLimit("transcriber", 1, Duration.ofMinutes(2), Policy.SHARED)),
                stores,
                breaker,
                second,
                new SplittableRandom(7));
    }

    /** Returns what comes of {@code events/<event>.json}; its folder names the function. */
    String outcome(String event) throws IOException {
        JsonNode json = JSON.readTree(EVENTS.resolve(event + ".json").toFile());
        String function = event.substring(0, event.indexOf('/'));
        return switch (function) {
            case "permit-granter" ->
                call(new PermitGranterHandler(granter, breaker, records, random, clock(), slot -> {}), json);
            case "concurrency-adjuster" -> adjusted(json);
            case "reservation-cleanup" -> call(new ReservationCleanupHandler(ends(), clock()), json);
            case "circuit-checker" ->
                call(
                        new CircuitCheckerHandler(
                                breaker, new Operator(breaker, (order, now) -> {}), feedback, clock()),
                        json);
            case "ai-worker" -> call(worker(), json) + " " + rig.story();
            case "limit-resource" -> declared((ObjectNode) json);
            default -> throw new IllegalArgumentException("events of no function: " + function);
        };
    }

    @Override
    public void close() {
        cloudFormation.close();
    }

    /** The alarms of the stack have the tag, the others have none. */
    private String adjusted(JsonNode event) throws IOException {
        boolean ours = event.toString().contains("headgate-");
        String tags = ours ? "{\"Key\": \"Limit\", \"Value\": \"ai-gateway\"}" : "";
        try (StandIn cloudWatch = StandIn.saying(200, Map.of(), "{\"Tags\": [" + tags + "]}")) {
            AlarmTags found = new AlarmTags(TestClients.api("monitoring", URI.create(cloudWatch.base())));
            return call(new ConcurrencyAdjusterHandler(new Adjuster(adjustments, LEVERS), found, clock()), event);
        }
    }

    private PermitEnds ends() {
        return new PermitEnds(limits, stores, records, new SplittableRandom(9));
    }

    private AiWorkerHandler worker() {
        return new AiWorkerHandler(
                rig.worker(text -> new Answer.Answered("POSITIVE", "small", 1)),
                () -> {},
                () -> {},
                "gateway",
                () -> WorkerRig.START,
                this);
    }

    /** CloudFormation is answered by a PUT to the event's address, the one thing that is changed in the event. */
    private String declared(ObjectNode event) throws IOException {
        event.put("ResponseURL", cloudFormation.base());
        if (declaredLimits == null) {
            declaredLimits = new DynamoDbLimitStore(dynamoDb.client(), dynamoDb.createTable("name"));
        }
        DynamoDbLimitStore declared = declaredLimits;
        call(new LimitResourceHandler(new ResourceDeclarations(declared, circuits, clock())), event);
        JsonNode told = JSON.readTree(cloudFormation.requests().getLast().body());
        String status = told.path("Status").asText();
        return "%s %s; limit: %s; circuit: %s"
                .formatted(
                        status,
                        status.equals("SUCCESS")
                                ? told.path("Data")
                                : told.path("Reason").asText(),
                        declared.find(
                                        event.path("ResourceProperties")
                                                .path("Name")
                                                .asText(),
                                        NOW)
                                .map(EventBench::described)
                                .orElse("none"),
                        circuitThreshold());
    }

    private static String described(Limit limit) {
        return switch (limit) {
            case RateLimit rate ->
                rate.permits() + " with burst " + rate.burst()
                        + own(rate.options().overrides()) + following(rate);
            case QuotaLimit quota ->
                quota.permits() + " a " + quota.window() + " in " + quota.zone() + own(quota.overrides());
            case ConcurrencyLimit slots -> slots.slots() + " slots for " + slots.lease() + own(slots.overrides());
        };
    }

    private static String own(Overrides<?> overrides) {
        return overrides.byKey().isEmpty() ? "" : ", but " + overrides.byKey();
    }

    private static String following(RateLimit rate) {
        AdaptiveSettings settings = rate.options().adaptive();
        return settings == null
                ? ""
                : ", %s %s from %s to %s"
                        .formatted(settings.mode(), settings.algorithm(), settings.floor(), settings.ceiling());
    }

    private String circuitThreshold() {
        try {
            return circuits.read("sentiment-api").settings().trips().failureRate() + " %";
        } catch (UnknownCircuitException none) {
            return "none";
        }
    }

    private static String call(RequestStreamHandler handler, JsonNode event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        try {
            handler.handleRequest(new ByteArrayInputStream(bytes), answer, new TestContext(60_000));
        } catch (RuntimeException e) {
            return e.getClass().getName() + ": " + e.getMessage();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static ManualClock clock() {
        return new ManualClock(NOW);
    }
}
