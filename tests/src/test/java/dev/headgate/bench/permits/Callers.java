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
import java.util.stream.Stream;

/** Callers that ask as fast as they are answered. */
final class Callers {
    private Callers() {}

    /** What callers got in how much time. */
    record Harvest(long units, double seconds) {
        double perSecond() {
            return units / seconds;
        }
    }

    /** Makes callers by {@code caller}, each anew, and runs them. */
    static Harvest run(int callers, Duration time, Supplier<LongSupplier> caller)
            throws InterruptedException, ExecutionException {
        return run(Stream.generate(caller).limit(callers).toList(), time);
    }

    /** Returns the sum of what the callers' asks returned, all of them asking at once. */
    static Harvest run(List<LongSupplier> callers, Duration time) throws InterruptedException, ExecutionException {
        long from = System.nanoTime();
        List<Callable<Long>> loops = new ArrayList<>();
        callers.forEach(ask -> loops.add(() -> loop(ask, from + time.toNanos())));
        long units = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
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
