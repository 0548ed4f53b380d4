package dev.headgate.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With one caller, our circuits admit what Resilience4j's admit, count what it counts and are in the state in which it is,
 * step by step. What differs on purpose is listed in docs/algorithms.md, and does not occur in these traces.
 */
class DifferentialTest {
    private static final long SEED = Long.getLong("headgate.seed", 20_261_122);
    private static final int TRACES = Integer.getInteger("headgate.traces", 10_000);
    private static final int STEPS = 200;

    @Test
    void circuits_areEqualToResilience4j() {
        System.out.printf("differential test: %d traces of %d steps from seed %d%n", TRACES, STEPS, SEED);
        assertThat(differences(TRACES, UnaryOperator.identity(), settings -> true))
                .as("replay with -Dheadgate.seed=… -Dheadgate.traces=1")
                .isEmpty();
    }

    /** What is done to our settings behind Resilience4j's back, each in the traces in which it matters. */
    enum Flaw {
        MINIMUM_CALLS,
        FAILURE_RATE;

        private CircuitSettings of(CircuitSettings settings) {
            return switch (this) {
                case MINIMUM_CALLS -> with(settings, change(settings.trips(), 0, 1));
                case FAILURE_RATE -> with(settings, change(settings.trips(), 1, 0));
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void circuits_wouldDiffer_withAFlaw(Flaw flaw) {
        Predicate<CircuitSettings> room = settings -> settings.trips().failureRate() < 100
                && (!(settings.window() instanceof SlidingWindow.OfCalls(int calls))
                        || settings.trips().minimumCalls() < calls);
        assertThat(differences(300, flaw::of, room)).hasSizeGreaterThan(10);
    }

    private static List<String> differences(
            int traces, UnaryOperator<CircuitSettings> change, Predicate<CircuitSettings> matters) {
        return LongStream.range(SEED, SEED + traces)
                .parallel()
                .mapToObj(seed -> difference(seed, change, matters))
                .filter(difference -> !difference.isEmpty())
                .limit(20)
                .toList();
    }

    private static String difference(
            long seed, UnaryOperator<CircuitSettings> change, Predicate<CircuitSettings> matters) {
        boolean matter = matters.test(new Trace(seed, UnaryOperator.identity()).settings());
        return matter
                ? new Trace(seed, change)
                        .run(STEPS)
                        .map(what -> "seed " + seed + ", " + what)
                        .orElse("")
                : "";
    }

    private static Thresholds change(Thresholds trips, int rate, int minimum) {
        return new Thresholds(
                trips.failureRate() + rate,
                trips.slowRate(),
                trips.slowAfter(),
                trips.minimumCalls() + minimum,
                trips.consecutiveFailures());
    }

    private static CircuitSettings with(CircuitSettings settings, Thresholds trips) {
        return new CircuitSettings(
                settings.name(),
                settings.window(),
                trips,
                settings.open(),
                settings.halfOpen(),
                settings.rules(),
                Duration.ZERO,
                settings.withoutStore());
    }
}
