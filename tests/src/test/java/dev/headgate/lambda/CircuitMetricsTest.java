package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.RateListener;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitListener;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Operator;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.Thresholds;
import dev.headgate.permit.Feedbacks;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.testing.ManualClock;
import dev.headgate.testing.TestContext;
import dev.headgate.testing.UnreliableStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the checker counts, as CloudWatch reads it from the standard output: above all, what it drops. */
class CircuitMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    private final ManualClock clock = new ManualClock(NOW);
    private final UnreliableStore<CircuitStore> outage =
            UnreliableStore.before(CircuitStore.class, new InMemoryCircuitStore());
    private final CircuitStore store = outage.store();
    private final CircuitCheckerHandler handler = handler(new CircuitTelemetry(_ -> {}));

    @BeforeEach
    void declare() {
        store.put(
                new CircuitSettings(
                        "api",
                        new SlidingWindow.OfTime(Duration.ofMinutes(1), 10),
                        Thresholds.ofFailures(50, 3),
                        Opening.constant(Duration.ofSeconds(30)),
                        Probing.allOf(1, Duration.ofSeconds(8)),
                        Rules.NONE,
                        CircuitSettings.DEFAULT_FLUSH_INTERVAL,
                        CircuitSettings.WithoutStore.ALLOW),
                NOW);
    }

    @Test
    void outcomes_areCounted_andTheChangeTheyLeadTo() throws Exception {
        assertThat(report("\"generation\":1,\"successes\":1,\"failures\":2,\"slow\":1,\"throttled\":4"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "OutcomesSucceeded", 2, "OutcomesFailed", 2, "OutcomesThrottled", 4, "CircuitOpened", 1));
    }

    @Test
    void aLateReport_isCountedAsStale() throws Exception {
        open();
        assertThat(report("\"generation\":1,\"outcome\":\"SUCCESS\"")).isEqualTo(Map.of("ReportsStale", 1));
    }

    @Test
    void aForeignProbe_andOneThatOutlivedItsLease_areCountedAsExpired() throws Exception {
        open();
        clock.set(NOW.plusSeconds(30));
        String probe = answer("{\"action\":\"CHECK\",\"circuit\":\"api\"}").replaceAll(".*\"probe\":(\\d+).*", "$1");
        String foreign = probe.equals("1") ? "2" : "1";
        assertThat(report("\"generation\":3,\"outcome\":\"SUCCESS\",\"probe\":" + foreign))
                .isEqualTo(Map.of("ReportsExpired", 1));
        clock.set(NOW.plusSeconds(39));
        assertThat(report("\"generation\":3,\"outcome\":\"SUCCESS\",\"probe\":" + probe))
                .isEqualTo(Map.of("ReportsExpired", 1));
    }

    @Test
    void aReportSentTwice_isCountedAsDuplicate() throws Exception {
        String once = "\"generation\":1,\"outcome\":\"FAILURE\",\"reportId\":\"one\"";
        assertThat(report(once)).isEqualTo(Map.of("OutcomesFailed", 1));
        assertThat(report(once)).isEqualTo(Map.of("ReportsDuplicate", 1));
    }

    @Test
    void aReportToADisabledCircuit_isCountedAsThat() throws Exception {
        assertThat(call("{\"action\":\"FORCE\",\"circuit\":\"api\",\"state\":\"DISABLED\",\"by\":\"a\",\"why\":\"b\"}"))
                .isEqualTo(Map.of("CircuitForced", 1));
        assertThat(report("\"generation\":2,\"outcome\":\"FAILURE\"")).isEqualTo(Map.of("ReportsDisabled", 1));
    }

    @Test
    void checks_areCountedByWhatTheyAnswer() throws Exception {
        assertThat(check()).isEqualTo(Map.of("ChecksAllowed", 1));
        open();
        assertThat(check()).isEqualTo(Map.of("ChecksRefused", 1));
        clock.set(NOW.plusSeconds(30));
        assertThat(check()).isEqualTo(Map.of("ChecksAllowed", 1, "ProbesTaken", 1, "CircuitHalfOpened", 1));
    }

    @Test
    void checks_withoutTheStore_areCountedAsSuch_andSoIsWhatIsLostThen() throws Exception {
        check();
        report("\"generation\":1,\"successes\":7");
        outage.fail();
        clock.set(NOW.plusSeconds(3));
        assertThat(check()).isEqualTo(Map.of("ChecksAllowed", 1, "ChecksWithoutStore", 1, "OutcomesLost", 7));
    }

    @Test
    void anEventThatCannotBePublished_failsNoAnswer() throws Exception {
        CircuitCheckerHandler unheard = handler(new CircuitTelemetry(_ -> {
            throw new IllegalStateException("no event bus");
        }));
        assertThat(call(unheard, "{\"action\":\"REPORT\",\"circuit\":\"api\",\"generation\":1,\"failures\":3}"))
                .isEqualTo(Map.of("OutcomesFailed", 3, "CircuitOpened", 1));
    }

    private void open() throws Exception {
        report("\"generation\":1,\"failures\":3");
    }

    private Map<String, Integer> check() throws Exception {
        return call("{\"action\":\"CHECK\",\"circuit\":\"api\"}");
    }

    private Map<String, Integer> report(String fields) throws Exception {
        return call("{\"action\":\"REPORT\",\"circuit\":\"api\"," + fields + "}");
    }

    private Map<String, Integer> call(String event) throws Exception {
        return call(handler, event);
    }

    /** Returns what was counted of the circuit, without zeros. */
    private static Map<String, Integer> call(CircuitCheckerHandler handler, String event) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            answer(handler, event);
        } finally {
            System.setOut(out);
        }
        Map<String, Integer> counted = new TreeMap<>();
        for (String line : printed.toString(StandardCharsets.UTF_8).lines().toList()) {
            if (line.contains("\"CloudWatchMetrics\"")) {
                JsonNode metrics = JSON.readTree(line);
                assertThat(metrics.path("Circuit").asText()).isEqualTo("api");
                metrics.path("_aws")
                        .path("CloudWatchMetrics")
                        .forEach(set -> set.path("Metrics")
                                .forEach(metric ->
                                        add(counted, metric.path("Name").asText(), metrics)));
            }
        }
        return counted;
    }

    private static void add(Map<String, Integer> counted, String name, JsonNode metrics) {
        if (metrics.path(name).asInt() > 0) {
            counted.merge(name, metrics.path(name).asInt(), Integer::sum);
        }
    }

    private String answer(String event) throws Exception {
        return answer(handler, event);
    }

    private static String answer(CircuitCheckerHandler handler, String event) throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }

    private CircuitCheckerHandler handler(CircuitListener telemetry) {
        CircuitBreaker circuits = new CircuitBreaker(store, Duration.ofSeconds(1), new SplittableRandom(7), telemetry);
        return new CircuitCheckerHandler(
                circuits,
                new Operator(circuits, (_, _) -> {}),
                Feedbacks.of(
                        new InMemoryLimits(),
                        InMemoryPermitStore.stores(),
                        new InMemoryRateStore(),
                        RateListener.NONE,
                        new SplittableRandom(7)),
                clock);
    }
}
