package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.UnknownCircuitException;
import dev.headgate.adaptive.HeardRates;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.Operator;
import dev.headgate.circuit.Order;
import dev.headgate.permit.Feedbacks;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import dev.headgate.testing.ManualClock;
import dev.headgate.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitCheckerHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.250Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final InMemoryCircuitStore store = new InMemoryCircuitStore();
    private final List<String> changes = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final InMemoryLimits limits = new InMemoryLimits();
    private final PermitStores buckets = InMemoryPermitStore.stores();
    private final InMemoryRateStore rates = new InMemoryRateStore();
    private final HeardRates heard = new HeardRates();
    private final CircuitCheckerHandler handler = handler();

    private CircuitCheckerHandler handler() {
        CircuitBreaker circuits =
                new CircuitBreaker(store, Duration.ZERO, new SplittableRandom(7), new CircuitTelemetry(changes::add));
        return new CircuitCheckerHandler(
                circuits,
                new Operator(circuits, (order, now) -> orders.add(order)),
                Feedbacks.of(limits, buckets, rates, heard, () -> 0L),
                clock);
    }

    @BeforeEach
    void declare() {
        store.put(
                new CircuitSettings(
                        "api", 50, Duration.ofSeconds(60), 10, 3, Duration.ofSeconds(30), 1, Duration.ofSeconds(8)),
                NOW);
    }

    /** One circuit's life, as a workflow sees it. */
    @Test
    void answers_haveTheDocumentedFields() throws Exception {
        assertThat(check()).isEqualTo("{\"allowed\":true,\"state\":\"CLOSED\",\"generation\":1}");
        assertThat(report("\"generation\":1,\"successes\":2,\"failures\":1,\"throttled\":7"))
                .isEqualTo(
                        "{\"recorded\":true,\"state\":\"CLOSED\",\"generation\":1,\"calls\":3,\"failureRate\":33.3,\"slowCallRate\":0.0}");
        assertThat(report("\"generation\":1,\"outcome\":\"FAILURE\",\"retryAfterSeconds\":20"))
                .isEqualTo(
                        "{\"recorded\":true,\"state\":\"OPEN\",\"generation\":2,\"calls\":4,\"failureRate\":50.0,\"slowCallRate\":0.0}");
        assertThat(check())
                .matches("\\{\"allowed\":false,\"state\":\"OPEN\",\"generation\":2,\"reason\":\"CIRCUIT_OPEN\","
                        + "\"retryAt\":\"2026-11-22T19:00:2[0-3]\\.\\d+Z\",\"retryAfterSeconds\":2[0-3]}");
        assertThat(report("\"generation\":1,\"outcome\":\"SUCCESS\""))
                .isEqualTo("{\"recorded\":false,\"reason\":\"STALE_GENERATION\",\"state\":\"OPEN\",\"generation\":2}");
        clock.set(NOW.plusSeconds(20));
        String probe = check();
        assertThat(probe).matches("\\{\"allowed\":true,\"state\":\"HALF_OPEN\",\"generation\":3,\"probe\":\\d{1,10}}");
        assertThat(check()).contains("\"allowed\":false,\"state\":\"HALF_OPEN\",\"generation\":3");
        assertThat(report("\"generation\":3,\"outcome\":\"SUCCESS\",\"probe\":1000000001"))
                .isEqualTo(
                        "{\"recorded\":false,\"reason\":\"EXPIRED_PROBE\",\"state\":\"HALF_OPEN\",\"generation\":3}");
        String number = probe.replaceAll(".*\"probe\":(\\d+)}", "$1");
        assertThat(report("\"generation\":3,\"outcome\":\"SUCCESS\",\"probe\":" + number))
                .isEqualTo(
                        "{\"recorded\":true,\"state\":\"CLOSED\",\"generation\":4,\"calls\":1,\"failureRate\":0.0,\"slowCallRate\":0.0}");
        assertThat(changes)
                .as("each change is told once")
                .containsExactly(
                        "{\"circuit\":\"api\",\"state\":\"OPEN\",\"generation\":2,\"cause\":\"TRIPPED\","
                                + "\"until\":\"2026-11-22T19:00:20.250Z\"}",
                        "{\"circuit\":\"api\",\"state\":\"HALF_OPEN\",\"generation\":3,\"cause\":\"PROBING\"}",
                        "{\"circuit\":\"api\",\"state\":\"CLOSED\",\"generation\":4,\"cause\":\"RECOVERED\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                          | action must be given, got: nothing
        {"action":"CHECK"}                                          | circuit must be given, got: nothing
        {"action":"CHECK","circuit":"a b"}                          | circuit must match [A-Za-z0-9._-]{1,128}, got: a b
        {"action":"CHECK","circuit":"api","generation":3}           | generation must be absent for CHECK, got: 3
        {"action":"CHECK","circuit":"api","outcome":"SUCCESS"}      | outcome must be absent for CHECK, got: SUCCESS
        {"action":"CHECK","circuit":"api","slowFailures":3}         | slowFailures must be absent for CHECK, got: 3
        {"action":"REPORT","circuit":"api","generation":1}          | outcome, status or counts (successes, failures, slow, slowFailures, throttled) must be given, got: neither
        {"action":"REPORT","circuit":"api","outcome":"SUCCESS"}     | generation must be given, got: nothing
        {"action":"REPORT","circuit":"api","generation":-1,"outcome":"SUCCESS"} | generation must be between 0 and 9223372036854775807, got: -1
        {"action":"FORCE","circuit":"api","by":"a","why":"b"}       | state must be given, got: nothing
        {"action":"FORCE","circuit":"api","state":"CLOSED","seconds":9,"by":"a","why":"b"} | seconds must be absent for state CLOSED, got: 9
        {"action":"RESET","circuit":"api","by":"a"}                 | why must be given, got: nothing
        {"action":"CHECK","circuit":"api","leaseSeconds":0}         | lease must be between PT1S and PT1H, got: PT0S
        {"action":"REPORT","circuit":"api","generation":1,"status":99} | status must be between 100 and 599, got: 99
        {"action":"REPORT","circuit":"api","generation":1,"failures":-1} | failures must be between 0 and 1000000000, got: -1
        {"action":"REPORT","circuit":"api","generation":1,"failures":1,"outcome":"FAILURE"} | outcome, status or counts (successes, failures, slow, slowFailures, throttled) must be given, got: both
        {"action":"REPORT","circuit":"api","generation":1,"outcome":"FAILURE","retryAfterSeconds":-5} | retryAfterSeconds must be between 0 and 86400, got: -5
        """)
    void handleRequest_throws_andWritesNothing_whenTheRequestIsWrong(String request, String message) {
        Circuit before = store.read("api");
        assertThatThrownBy(() -> call(request))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
        assertThat(store.read("api")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"action":"CHECK","circuit":"api","colour":1}                           | colour
        {"action":"OPEN","circuit":"api"}                                       | action
        {"action":"REPORT","circuit":"api","generation":1.5,"outcome":"SUCCESS"} | generation
        {"action":"REPORT","circuit":"api","generation":1,"outcome":"TARDY"}    | outcome
        """)
    void handleRequest_throws_withTheField_whenTheJsonIsNotTheContract(String request, String field) {
        assertThatThrownBy(() -> call(request))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith(field + " must");
    }

    @Test
    void force_andReset_changeTheCircuit_keepTheOrder_andTellOfIt() throws Exception {
        String forced =
                "{\"action\":\"FORCE\",\"circuit\":\"api\",\"state\":\"FORCED_OPEN\",\"by\":\"ada\",\"why\":\"asked"
                        + " to\"}";
        assertThat(call(forced)).isEqualTo("{\"changed\":true,\"state\":\"FORCED_OPEN\",\"generation\":2}");
        assertThat(check())
                .contains("\"allowed\":false,\"state\":\"FORCED_OPEN\",\"generation\":2,\"reason\":\"FORCED_OPEN\"");
        String open =
                "{\"action\":\"FORCE\",\"circuit\":\"api\",\"state\":\"OPEN\",\"seconds\":60,\"by\":\"ada\",\"why\":\"ill\"}";
        assertThat(call(open))
                .isEqualTo(
                        "{\"changed\":true,\"state\":\"OPEN\",\"generation\":3,\"until\":\"2026-11-22T19:01:00.250Z\"}");
        assertThat(call("{\"action\":\"RESET\",\"circuit\":\"api\",\"by\":\"bob\",\"why\":\"well again\"}"))
                .isEqualTo("{\"changed\":true,\"state\":\"CLOSED\",\"generation\":4}");
        assertThat(orders).extracting(Order::by).containsExactly("ada", "ada", "bob");
        assertThat(changes)
                .hasSize(3)
                .last()
                .asString()
                .contains("\"cause\":\"FORCED\",\"by\":\"bob\",\"why\":\"well again\"");
    }

    @Test
    void report_tellsTheLimitOnce_howeverOftenItIsSent() throws Exception {
        limits.put(new RateLimit("gpt", 10, Duration.ofSeconds(1), 20, Duration.ZERO, Policy.SHARED));
        String fields = "\"generation\":1,\"status\":503,\"limit\":\"gpt\",\"reportId\":\"%s\"";
        assertThat(report(fields.formatted("one"))).contains("\"recorded\":true");
        assertThat(report(fields.formatted("one"))).contains("\"recorded\":false", "\"reason\":\"DUPLICATE\"");
        assertThat(heard.told()).containsExactly("gpt heard 0, 1");
        report(fields.formatted("two"));
        assertThat(heard.told()).as("another report counts").hasSize(2);
    }

    @Test
    void renew_answersUntilWhen() throws Exception {
        report("\"generation\":1,\"failures\":3");
        clock.set(NOW.plusSeconds(30));
        String probe = check().replaceAll(".*\"probe\":(\\d+)}", "$1");
        assertThat(call("{\"action\":\"RENEW\",\"circuit\":\"api\",\"generation\":3,\"leaseSeconds\":60,\"probe\":"
                        + probe + "}"))
                .isEqualTo(
                        "{\"renewed\":true,\"state\":\"HALF_OPEN\",\"generation\":3,\"leaseUntil\":\"2026-11-22T19:01:30.250Z\"}");
    }

    @Test
    void report_takesAStatus_andADuration() throws Exception {
        assertThat(report("\"generation\":1,\"status\":503,\"durationMillis\":20"))
                .contains("\"calls\":1,\"failureRate\":100.0");
        assertThat(report("\"generation\":1,\"status\":404")).contains("\"calls\":1,");
    }

    @Test
    void handleRequest_throws_whenTheCircuitIsUnknown() {
        assertThatThrownBy(() -> call("{\"action\":\"CHECK\",\"circuit\":\"none\"}"))
                .isInstanceOf(UnknownCircuitException.class)
                .hasMessageEndingWith("got: none");
    }

    private String check() throws IOException {
        return call("{\"action\":\"CHECK\",\"circuit\":\"api\"}");
    }

    private String report(String fields) throws IOException {
        return call("{\"action\":\"REPORT\",\"circuit\":\"api\"," + fields + "}");
    }

    private String call(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }
}
