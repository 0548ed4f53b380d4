package dev.headgate.adaptive;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Latencies as counts in fixed bins, each twice as wide as the one before: sums of them can be added in a store, which
 * digests and medians cannot. A median is right within the width of its bin, 41 % either way, and interpolated in it.
 *
 * @param counts {@value #BINS} counts; bin 0 ends at 8 ms, each other one at twice the end of the one before, the last never
 */
public record Latencies(List<Long> counts) {
    /** So that the last bin begins at 131 s, above any time-out that a call to a service should have. */
    public static final int BINS = 16;

    /** No call. */
    public static final Latencies NONE =
            new Latencies(LongStream.generate(() -> 0).limit(BINS).boxed().toList());

    private static final long FIRST_END_MILLIS = 8;

    public Latencies {
        counts = List.copyOf(counts);
        if (counts.size() != BINS || counts.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts must be %d, none negative, got: %s".formatted(BINS, counts));
        }
    }

    /** Returns one call's latency; a negative one, of a clock that jumped, counts as none. */
    public static Latencies of(Duration latency) {
        int bin = binOf(latency);
        return new Latencies(
                IntStream.range(0, BINS).mapToObj(at -> at == bin ? 1L : 0L).collect(Collectors.toList()));
    }

    /** Returns the sum. */
    public Latencies plus(Latencies other) {
        return new Latencies(IntStream.range(0, BINS)
                .mapToObj(bin -> counts.get(bin) + other.counts.get(bin))
                .toList());
    }

    /** Returns what is left without those, all of which are among these. */
    public Latencies minus(Latencies other) {
        return new Latencies(IntStream.range(0, BINS)
                .mapToObj(bin -> counts.get(bin) - other.counts.get(bin))
                .toList());
    }

    /** Returns the bin that a latency falls in. */
    public static int binOf(Duration latency) {
        long millis = latency.toMillis();
        int bin = 0;
        while (bin < BINS - 1 && millis >= FIRST_END_MILLIS << bin) {
            bin++;
        }
        return bin;
    }

    /** Returns the median, interpolated in its bin; nothing where there is no call. */
    Optional<Duration> median() {
        long[] all = counts.stream().mapToLong(Long::longValue).toArray();
        long calls = Arrays.stream(all).sum();
        if (calls == 0) {
            return Optional.empty();
        }
        int bin = 0;
        double before = 0;
        while (before + all[bin] < calls / 2.0) {
            before += all[bin++];
        }
        double share = (calls / 2.0 - before) / all[bin];
        return Optional.of(Duration.ofMillis(Math.round(start(bin) * (1 - share) + start(bin + 1) * share)));
    }

    private static double start(int bin) {
        return bin == 0 ? 0 : FIRST_END_MILLIS << (bin - 1);
    }
}
