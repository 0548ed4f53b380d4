package dev.headgate.bench.permits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Callers that ask as fast as they are answered. */
final class Callers {
    private Callers() {}

    /** What callers got in how much time. */
    record Harvest(long units, double seconds) {
        double perSecond() {
            return units / seconds;
        }

        Harvest plus(Harvest other) {
            return new Harvest(units + other.units, seconds + other.seconds);
        }
    }

    /**
     * Returns the sum of what the callers' asks returned.
     *
     * @param caller makes the ask of one caller, which returns what it got
     */
    static Harvest run(int callers, Duration time, Supplier<LongSupplier> caller)
            throws InterruptedException, ExecutionException {
        long from = System.nanoTime();
        List<Callable<Long>> loops = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            LongSupplier ask = caller.get();
            loops.add(() -> loop(ask, from + time.toNanos()));
        }
        long units = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Long> loop : threads.invokeAll(loops)) {
                units += loop.get();
            }
        }
        return new Harvest(units, (System.nanoTime() - from) / 1e9);
    }

    private static long loop(LongSupplier ask, long until) {
        long units = 0;
        while (System.nanoTime() - until < 0) {
            units += ask.getAsLong();
        }
        return units;
    }
}
