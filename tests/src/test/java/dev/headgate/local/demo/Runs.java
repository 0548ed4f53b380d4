package dev.headgate.local.demo;

import dev.headgate.local.gateway.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Runs made up for the tests: calls as a paced workflow makes them. */
final class Runs {
    static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final long NANOS = 1_000_000_000L;

    private Runs() {}

    /** Returns calls of which the first burst starts at once and each other one at its slot, a little late. */
    static List<Call> paced(int count, Limit limit, long mostLateNanos, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long slot = Math.max(0, i - limit.grantedBurst() + 1) * limit.intervalNanos();
            long late = mostLateNanos == 0 ? 0 : random.nextLong(mostLateNanos);
            calls.add(new Call(slot + late, Call.OK, "prompt " + i));
        }
        calls.sort(Comparator.comparingLong(Call::atNanos));
        return calls;
    }

    /** Returns one sample a second of a line that grows to its full length at once and then empties. */
    static List<Sample> samples(int seconds, int count, Limit limit) {
        List<Sample> samples = new ArrayList<>();
        long tat = Sample.nanos(START) + count * limit.intervalNanos();
        for (int i = 0; i <= seconds; i++) {
            samples.add(new Sample(START.plus(Duration.ofSeconds(i)), tat, "CLOSED", 0, 0));
        }
        return samples;
    }

    static Summary summary(int gateway429s, int lost, int duplicates, String execution) {
        return summary(gateway429s, lost, duplicates, execution, null);
    }

    private static Summary summary(
            int gateway429s, int lost, int duplicates, String execution, @Nullable Following following) {
        return new Summary(
                "direct",
                execution,
                1_000,
                1_000 - lost,
                0,
                lost,
                duplicates,
                1_000,
                gateway429s,
                0,
                99.6,
                9.99,
                10,
                20,
                5,
                following == null ? 0.9991 : following.utilisation(),
                995,
                6_003,
                1_100,
                3_010,
                12,
                0.1523,
                null,
                following);
    }

    /** Returns a run in which the limit was hidden, with one change by the adjuster. */
    static Summary following() {
        List<AdjusterStep> adjuster =
                List.of(new AdjusterStep(41.5, "CONCURRENCY", "100 %", "50 %", "ALARM: ThrottledShareAlarm"));
        return summary(
                30,
                0,
                0,
                "SUCCEEDED",
                new Following("40,10@30", 60.2, 25, 0.9514, 0.029, 9.6, 61.2, Arrays.asList(4.0, null), 10, adjuster));
    }

    static long seconds(double value) {
        return (long) (value * NANOS);
    }
}
