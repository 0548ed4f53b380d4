package dev.headgate.bench.permits;

import dev.headgate.bench.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** One side of a comparison: the same callers through all rounds, so that what a caller learns once is counted once. */
final class Side {
    private final Meter meter;
    private final TurnClock clock = new TurnClock(InstantSource.system());
    private final List<LongSupplier> callers;
    private final List<Double> rates = new ArrayList<>();
    private long requests;
    private double seconds;
    private long grants;

    /** @param caller makes a caller that goes by the side's clock */
    Side(Meter meter, int callers, Function<InstantSource, LongSupplier> caller) {
        this.meter = meter;
        this.callers = Stream.generate(() -> caller.apply(clock)).limit(callers).toList();
    }

    void warmUp(Duration time) throws InterruptedException, ExecutionException {
        run(time);
    }

    private Callers.Harvest run(Duration time) throws InterruptedException, ExecutionException {
        clock.start();
        try {
            return Callers.run(callers, time);
        } finally {
            clock.stop();
        }
    }

    void measure(Duration time) throws InterruptedException, ExecutionException {
        Meter.Reading before = meter.read();
        Callers.Harvest harvest = run(time);
        requests += meter.read().since(before).requests();
        grants += harvest.units();
        seconds += harvest.seconds();
        rates.add(harvest.perSecond());
    }

    /** Returns the grants a second of the rounds, in their order. */
    List<Double> rates() {
        return List.copyOf(rates);
    }

    double requestsPerGrant() {
        return (double) requests / grants;
    }

    /** Returns what the store answered for this side. */
    double requestsPerSecond() {
        return requests / seconds;
    }

    double median() {
        return median(rates);
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    }

    @Override
    public String toString() {
        return "%,.0f (%,.0f to %,.0f)"
                .formatted(
                        median(),
                        rates.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                        rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
}
