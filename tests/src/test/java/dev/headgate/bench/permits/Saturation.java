package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/** Callers that wait for their slots: how much of the limit's rate is granted, in per cent, once the burst is spent. */
final class Saturation {
    private static final int RATE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BURST_IS_SPENT = Duration.ofSeconds(1);

    private final Stand stand;
    private final Duration time;

    Saturation(Stand stand, Duration time) {
        this.stand = stand;
        this.time = time;
    }

    List<BenchRow> rows() throws InterruptedException, ExecutionException {
        List<BenchRow> rows = new ArrayList<>();
        for (int callers = 1; callers <= 64; callers *= 2) {
            rows.add(BenchRow.between("saturation-" + callers, percent(callers), 99, 100, "% of the limit"));
        }
        return rows;
    }

    private double percent(int callers) throws InterruptedException, ExecutionException {
        String limit = "saturated-" + callers;
        stand.declare(new RateLimit(limit, RATE, Duration.ofSeconds(1), RATE / 2, Duration.ZERO, Policy.SHARED));
        Queue<Instant> slots = new ConcurrentLinkedQueue<>();
        Instant from = Instant.now().plus(BURST_IS_SPENT);
        Instant to = from.plus(time);
        Callers.run(callers, BURST_IS_SPENT.plus(time).plus(PATIENCE), () -> caller(limit, slots));
        long inTime = slots.stream()
                .filter(slot -> !slot.isBefore(from) && slot.isBefore(to))
                .count();
        return 100.0 * inTime / (RATE * time.toMillis() / 1000.0);
    }

    private LongSupplier caller(String limit, Queue<Instant> slots) {
        PermitGranter granter = stand.environment();
        return () -> switch (Stand.ask(granter, limit, 1, PATIENCE)) {
            case Decision.Granted granted -> await(granted.schedule(), slots);
            case Decision.Denied denied -> pause(Duration.between(Instant.now(), denied.retryAt()));
        };
    }

    private static long await(Schedule schedule, Queue<Instant> slots) {
        slots.add(schedule.startAt());
        pause(Duration.between(Instant.now(), schedule.startAt()));
        return 1;
    }

    private static long pause(Duration time) {
        try {
            if (time.isPositive()) {
                Thread.sleep(time);
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }
}
