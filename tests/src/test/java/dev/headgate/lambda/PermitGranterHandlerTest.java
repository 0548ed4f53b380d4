package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Counters;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.Pause;
import dev.headgate.adaptive.RateRecord;
import dev.headgate.adaptive.RateState;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.StateChange;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitRecords;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.RateOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermitGranterHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.250Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final List<Instant> sleeps = new ArrayList<>();
    private final InMemoryCircuitStore circuits = new InMemoryCircuitStore();
    private final CircuitBreaker breaker = new CircuitBreaker(circuits, Duration.ofSeconds(1), new SplittableRandom(7));
    private final InMemoryRateStore rates = new InMemoryRateStore();
    private final PermitGranterHandler handler = new PermitGranterHandler(
            granter(), breaker, new InMemoryPermitRecords(), new SplittableRandom(11), clock, sleeps::add);

    @Test
    void answer_hasTheDocumentedFields_whenGranted() throws Exception {
        assertThat(call("{\"limits\":[{\"limit\":\"api\",\"permits\":8}],\"maxWaitSeconds\":60}"))
                .isEqualTo(
                        "{\"granted\":true,\"startAt\":\"2026-11-22T19:00:00.250Z\",\"waitSeconds\":0,"
                            + "\"intervalMillis\":100,\"burst\":5,\"nextAt\":\"2026-11-22T19:00:00.350Z\","
                            + "\"limits\":[{\"limit\":\"api\",\"permits\":8,\"remaining\":0,\"resetSeconds\":1,\"nearLimit\":true}]}");
        assertThat(call("{\"limits\":[{\"limit\":\"api\"}],\"maxWaitSeconds\":60}"))
                .isEqualTo("{\"granted\":true,\"startAt\":\"2026-11-22T19:00:00.650Z\",\"waitSeconds\":1,"
                        + "\"intervalMillis\":100,\"burst\":1,\"limits\":[{\"limit\":\"api\",\"permits\":1,"
                        + "\"remaining\":0,\"resetSeconds\":1}]}");
        assertThat(sleeps).isEmpty();
    }

    @Test
    void answer_waitsForNothing_whenTheSlotIsNow_howeverFineTheClock() throws Exception {
        clock.set(NOW.plusNanos(1));
        assertThat(call("{\"limits\":[{\"limit\":\"api\"}]}"))
                .contains("\"startAt\":\"2026-11-22T19:00:00.251Z\",\"waitSeconds\":0,");
    }

    @Test
    void answer_hasTheDocumentedFields_whenRefused() throws Exception {
        call("{\"limits\":[{\"limit\":\"api\",\"permits\":5}]}");
        assertThat(call("{\"limits\":[{\"limit\":\"api\"}]}"))
                .matches("\\{\"granted\":false,\"reason\":\"RATE\",\"limit\":\"api\","
                        + "\"retryAt\":\"2026-11-22T19:00:0[01]\\.\\d{3}Z\",\"retryAfterSeconds\":[12]}");
    }

    @Test
    void answer_waitsOutTheFraction_whenAligned() throws Exception {
        call("{\"limits\":[{\"limit\":\"api\",\"permits\":22}],\"maxWaitSeconds\":60}");
        assertThat(call("{\"limits\":[{\"limit\":\"api\"}],\"maxWaitSeconds\":60,\"align\":true}"))
                .contains("\"startAt\":\"2026-11-22T19:00:02.050Z\",\"waitSeconds\":1,");
        assertThat(sleeps).containsExactly(NOW.plusMillis(800));
    }

    @Test
    void answer_peeks() throws Exception {
        assertThat(call("{\"action\":\"PEEK\",\"limits\":[{\"limit\":\"api\"}]}"))
                .isEqualTo("{\"limit\":\"api\",\"available\":5,\"waiting\":0,\"nextAt\":\"2026-11-22T19:00:00.250Z\","
                        + "\"permits\":10,\"periodSeconds\":1,\"burst\":20,\"grantedBurst\":5,"
                        + "\"latenessMillis\":1500,\"ceilingPercent\":100}");
    }

    @Test
    void answer_peeksAtARateThatFollows_asItBegins_andAsItWasReckoned() throws Exception {
        String peek = "{\"action\":\"PEEK\",\"limits\":[{\"limit\":\"following\"}]}";
        assertThat(call(peek)).endsWith("\"rate\":{\"mode\":\"ON\",\"perSecond\":10,\"phase\":\"STARTING\"}}");
        RateState reckoned = new RateState(
                7, NOW, 12.3456789, 10, RateState.Phase.FOLLOWING, 12, 12, false, NOW, 0, NOW, Duration.ofMillis(40));
        Pause paused = new Pause(NOW, NOW.plusNanos(1_500_000_001), Duration.ofSeconds(10));
        rates.report("following", Counters.NONE, new RateRecord(reckoned, paused, 1), NOW);
        assertThat(call(peek))
                .endsWith("\"rate\":{\"mode\":\"ON\",\"perSecond\":12.3457,\"phase\":\"FOLLOWING\","
                        + "\"pausedUntil\":\"2026-11-22T19:00:01.751Z\"}}");
    }

    @Test
    void answer_warns_whenTheLatenessLeavesNoBurst() throws Exception {
        assertThat(call("{\"limits\":[{\"limit\":\"tight\"}]}")).contains("\"warning\":\"burst 10 at 10 per PT1S");
    }

    @Test
    void handleRequest_throws_whenTheRequestIsWrong() {
        assertThatThrownBy(() -> call("{\"limits\":[{\"limit\":\"api\",\"permits\":-3}]}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("limits[0].permits must be between 1 and 100000, got: -3");
    }

    @Test
    void answer_hasTheCheck_whenAskedForOne() throws Exception {
        Duration second = Duration.ofSeconds(1);
        circuits.put(new CircuitSettings("gateway", 50, second, 10, 10, second, 1, second), NOW);
        circuits.attempt("gateway", new StateChange.Trip(1, NOW));
        String ask = "{\"limits\":[{\"limit\":\"api\"}],\"circuit\":\"gateway\",\"check\":true}";
        assertThat(call(ask))
                .matches("\\{\"granted\":true,\"startAt\":.*,\"check\":"
                        + "\\{\"allowed\":true,\"state\":\"HALF_OPEN\",\"generation\":3,\"probe\":[0-9]+}}");
        assertThat(call(ask))
                .matches(
                        "\\{\"granted\":false,\"reason\":\"CIRCUIT_OPEN\",\"circuit\":\"gateway\",\"retryAt\":\"[^\"]*\","
                            + "\"retryAfterSeconds\":1,\"check\":\\{\"allowed\":false,\"state\":\"HALF_OPEN\",\"generation\":3,.*}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "check":true                                                       | circuit must be given with check, got: nothing
        "check":true,"circuit":"gateway","maxWaitSeconds":1                | maxWaitSeconds must be 0 with check, got: 1
        "check":true,"circuit":"gateway","paced":true                      | paced must be false with check, got: true
        "circuit":"gateway","probeLeaseSeconds":5                          | probeLeaseSeconds must be absent without check, got: 5
        "check":true,"circuit":"gateway","probeLeaseSeconds":4000          | probeLeaseSeconds must be between 1 and 3600, got: 4000
        """)
    void handleRequest_throws_whenACheckIsAskedForWrongly(String fields, String message) {
        assertThatThrownBy(() -> call("{\"limits\":[{\"limit\":\"api\"}],%s}".formatted(fields)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(message);
    }

    private String call(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }

    private PermitGranter granter() {
        Duration second = Duration.ofSeconds(1);
        InMemoryLimits limits = new InMemoryLimits()
                .put(new RateLimit("api", 10, second, 20, RateLimit.DEFAULT_LATENESS, Policy.SHARED))
                .put(new RateLimit("following", 10, second, 20, RateLimit.DEFAULT_LATENESS, Policy.SHARED)
                        .with(RateOptions.NONE.following(AdaptiveSettings.of(0.5, 1_000))))
                .put(new RateLimit("tight", 10, second, 10, RateLimit.DEFAULT_LATENESS, Policy.SHARED));
        return new PermitGranter(
                limits, InMemoryPermitStore.stores().with(rates), breaker, second, new SplittableRandom(7));
    }
}
