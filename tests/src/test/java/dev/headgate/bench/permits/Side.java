package dev.headgate.bench.permits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/** One side of a comparison: the same callers through all rounds, so that what a caller learns once is counted once. */
final class Side {
    private final Meter meter;
    private final List<LongSupplier> callers;
    private final List<Double> rates = new ArrayList<>();
    private long requests;
    private long grants;

    Side(Meter meter, List<LongSupplier> callers) {
        this.meter = meter;
        this.callers = List.copyOf(callers);
    }

    void warmUp(Duration time) throws InterruptedException, ExecutionException {
        Callers.run(callers, time);
    }

    void measure(Duration time) throws InterruptedException, ExecutionException {
        Meter.Reading before = meter.read();
        Callers.Harvest harvest = Callers.run(callers, time);
        requests += meter.read().since(before).requests();
        grants += harvest.units();
        rates.add(harvest.perSecond());
    }

    /** Returns the grants a second of the rounds, in their order. */
    List<Double> rates() {
        return List.copyOf(rates);
    }

    double requestsPerGrant() {
        return (double) requests / grants;
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
