package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * Callers that wait for their slots: how much of the limit's rate is granted, in per cent. The window begins at the moment
 * at which the whole burst was taken in one ask, so that nothing but the rate is left for it: where it began a second after
 * the callers, slow ones still had a part of the burst to spend in it, and were counted above the limit.
 */
final class Saturation {
    private static final int RATE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

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
        Instant from = spendBurst(stand.environment(), limit, RATE / 2, Instant.now());
        Callers.run(callers, time.plus(PATIENCE), () -> caller(limit, slots));
        return percent(slots, from, time, RATE);
    }

    /** Takes an idle limit's whole burst, and returns the moment from which on only its rate is left. */
    static Instant spendBurst(PermitGranter granter, String limit, int burst, Instant now) {
        Decision all = granter.acquire(PermitRequest.of(limit, null, burst, Duration.ZERO, null), now);
        if (!(all instanceof Decision.Granted)) {
            throw new IllegalStateException("an idle limit must grant its burst, got: " + all);
        }
        return now;
    }

    /** Returns how much of the rate the slots are that lie after {@code from}, up to {@code time} later. */
    static double percent(Collection<Instant> slots, Instant from, Duration time, int perSecond) {
        Instant to = from.plus(time);
        long inTime = slots.stream()
                .filter(slot -> slot.isAfter(from) && !slot.isAfter(to))
                .count();
        return 100.0 * inTime / (perSecond * time.toMillis() / 1000.0);
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
