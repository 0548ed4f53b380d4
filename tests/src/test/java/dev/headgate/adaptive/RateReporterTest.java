package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an environment gathers, when it reports, and what comes of it. */
class RateReporterTest {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final Followed LIMIT = new Followed("x", "x", AdaptiveSettings.of(0.5, 1000), 100);

    private final InMemoryRateStore store = new InMemoryRateStore();
    private final HeardRates heard = new HeardRates();
    private final RateReporter reporter = environment();

    @Test
    void healthyOutcomes_costAtMostATwentiethOfAWrite() {
        List<RateReporter> environments =
                IntStream.range(0, 10).mapToObj(_ -> environment()).toList();
        SplittableRandom random = new SplittableRandom(11);
        for (int call = 0; call < 100 * 300; call++) {
            environments.get(random.nextInt(10)).record(LIMIT, CallEnd.accepted(QUICK), T0.plusMillis(10L * call));
        }
        assertThat((double) store.writes() / (100 * 300)).isLessThanOrEqualTo(0.05);
        assertThat(state().tick()).as("and the rate is reckoned all the same").isGreaterThan(100);
    }

    @Test
    void aRefusal_isReportedAtOnce_andOnceASecond_withWhatHasGathered() {
        accepted(T0, 3);
        assertThat(store.writes()).as("what is well waits").isZero();
        refused(T0.plusMillis(10));
        assertThat(counters().calls()).isEqualTo(4);
        refused(T0.plusMillis(20));
        assertThat(store.writes()).isEqualTo(1);
        refused(T0.plusMillis(1010));
        assertThat(counters().refused()).isEqualTo(3);
    }

    @Test
    void calls_areCountedAmidRefusals_byWhenTheyWereSent() {
        refused(T0.plusMillis(310));
        refused(T0.plusMillis(320));
        refused(T0.plusMillis(400));
        reporter.record(LIMIT, CallEnd.accepted(QUICK), T0.plusMillis(350));
        reporter.record(LIMIT, CallEnd.accepted(QUICK), T0.plusMillis(900));
        refused(T0.plusMillis(1_400));
        assertThat(counters().acceptedAmid()).as("sent at 50 ms, and at 600").isEqualTo(1);
        assertThat(counters().refusedAmid()).as("all but two").isEqualTo(2);
    }

    @Test
    void whatHasWaited_isReportedByALook_andDroppedAfterAMinute() {
        accepted(T0, 2);
        reporter.flush(T0.plusSeconds(1));
        assertThat(store.writes()).isZero();
        reporter.flush(T0.plusMillis(3000));
        assertThat(counters().accepted()).isEqualTo(2);
        accepted(T0.plusSeconds(10), 1);
        reporter.flush(T0.plusSeconds(100));
        assertThat(counters().accepted()).as("of a frozen environment").isEqualTo(2);
        assertThat(heard.told()).contains("x lost 1");
    }

    @Test
    void headers_lowerTheRate_beforeARefusal_andNeverRaiseIt() {
        List<Allowance> left = Allowances.read(
                Map.of(
                        "x-ratelimit-limit-requests", "600",
                        "x-ratelimit-remaining-requests", "12",
                        "x-ratelimit-reset-requests", "58.8s"),
                T0);
        reporter.record(LIMIT, CallEnd.accepted(QUICK).with(left, OptionalDouble.empty()), T0);
        assertThat(state().rate()).as("what flows back").isEqualTo(10);
        assertThat(state().tick()).isZero();
        assertThat(heard.told()).containsExactly("x moved to 10.00");
        int writes = store.writes();
        reporter.record(LIMIT, CallEnd.accepted(QUICK).with(left, OptionalDouble.empty()), T0.plusMillis(1001));
        assertThat(store.writes()).as("no news").isEqualTo(writes);
    }

    @Test
    void headersOfTokens_countByWhatACallTakes_whereThatIsKnown() {
        List<Allowance> left =
                List.of(new Allowance("tokens", 60_000, 0, Duration.ofSeconds(60), Allowance.Kind.BUCKET));
        reporter.record(LIMIT, CallEnd.accepted(QUICK).with(left, OptionalDouble.empty()), T0);
        assertThat(store.writes()).isZero();
        reporter.record(LIMIT, CallEnd.accepted(QUICK).with(left, OptionalDouble.of(50)), T0.plusMillis(10));
        assertThat(state().rate()).as("1,000 tokens a second, 50 a call").isEqualTo(20);
    }

    @Test
    void aHeaderThatWasWrong_isBelievedForLess() {
        assertThat(pausedBy(Duration.ofHours(1), T0)).isEqualTo(Duration.ofSeconds(6));
        for (int i = 1; i <= 12; i++) {
            reporter.record(LIMIT, CallEnd.accepted(QUICK), T0.plusMillis(400L * i));
        }
        Duration bound = store.find("x").orElseThrow().record().pause().bound();
        assertThat(bound).as("an eighth, of an eighth").isIn(Duration.ofMillis(750), Duration.ofNanos(93_750_000));
        assertThat(pausedBy(Duration.ofHours(1), T0.plusSeconds(20))).isLessThanOrEqualTo(bound);
    }

    @Test
    void aPauseOfAnotherEnvironment_holdsHere() {
        pausedBy(Duration.ofSeconds(5), T0);
        assertThat(environment()
                        .record(LIMIT, CallEnd.refused(QUICK, Duration.ofSeconds(30)), T0.plusSeconds(1))
                        .orElseThrow())
                .satisfies(paused -> assertThat(paused.first()).isFalse())
                .satisfies(paused -> assertThat(paused.pause().until()).isEqualTo(T0.plusSeconds(5)));
    }

    private Duration pausedBy(Duration retryAfter, Instant now) {
        return Duration.between(
                now,
                reporter.record(LIMIT, CallEnd.refused(QUICK, retryAfter), now)
                        .orElseThrow()
                        .pause()
                        .until());
    }

    private RateReporter environment() {
        return new RateReporter(store, () -> 0L, heard);
    }

    private void accepted(Instant now, int calls) {
        for (int i = 0; i < calls; i++) {
            reporter.record(LIMIT, CallEnd.accepted(QUICK), now);
        }
    }

    private void refused(Instant now) {
        reporter.record(LIMIT, CallEnd.refused(QUICK, null), now);
    }

    private RateState state() {
        return store.find("x").orElseThrow().record().state();
    }

    private Counters counters() {
        return store.find("x").orElseThrow().counters();
    }
}
