package dev.headgate.worker;

import dev.headgate.InvalidRequestException;
import dev.headgate.StoreUnavailableException;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Schedule;
import dev.headgate.worker.Event.Why;
import dev.headgate.worker.Gate.Shut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks for the slots of a whole batch: one ask where they all fit, and halves of it where they do not.
 *
 * <p>The halves cost little: a refusal is remembered by the granter, and answered without the store.
 */
final class Line {
    private final Permits permits;
    private final Time time;

    Line(Permits permits, Time time) {
        this.permits = permits;
        this.time = time;
    }

    /** Slots in order, and why there are not more of them. */
    record Places(List<Instant> slots, Optional<Shut> shut) {}

    /** Returns up to {@code wanted} slots, none of them after {@code latest}. */
    Places reserve(int wanted, Instant latest) {
        List<Instant> slots = new ArrayList<>();
        Optional<Shut> shut = Optional.empty();
        int size = Math.min(wanted, permits.most());
        while (slots.size() < wanted && size > 0) {
            size = Math.min(size, wanted - slots.size());
            shut = take(size, latest, slots);
            if (shut.isPresent()) {
                size = mayFitInHalf(shut.get()) ? size / 2 : 0;
            }
        }
        return new Places(slots.stream().sorted().toList(), shut);
    }

    private static boolean mayFitInHalf(Shut shut) {
        return shut.why() == Why.RATE || shut.why() == Why.PAUSED;
    }

    /** Adds the slots of one permit, or returns why there is none. */
    private Optional<Shut> take(int size, Instant latest, List<Instant> slots) {
        Instant now = time.now();
        Duration maxWait = Duration.between(now, latest);
        if (maxWait.isNegative()) {
            return Optional.of(new Shut(Why.TIME, now));
        }
        try {
            return switch (permits.acquire(size, maxWait, now)) {
                case Decision.Granted granted -> {
                    slots.addAll(slotsOf(granted.schedule()));
                    yield Optional.empty();
                }
                case Decision.Denied denied -> Optional.of(new Shut(why(denied), denied.retryAt()));
            };
        } catch (StoreUnavailableException e) {
            return Optional.of(new Shut(Why.STORE_UNAVAILABLE, now.plus(Gate.STORE_RETRY)));
        } catch (InvalidRequestException e) {
            return tooLarge(size, now, e);
        }
    }

    /** More units than any bucket could grant in the time that is left: fewer may do. One always does. */
    private static Optional<Shut> tooLarge(int size, Instant now, InvalidRequestException e) {
        if (size == 1) {
            throw e;
        }
        return Optional.of(new Shut(Why.RATE, now));
    }

    private static Why why(Decision.Denied denied) {
        return switch (denied.reason()) {
            case RATE, QUOTA, CONCURRENCY -> Why.RATE;
            case PAUSED -> Why.PAUSED;
            case CIRCUIT_OPEN -> Why.CIRCUIT_OPEN;
            case STORE_UNAVAILABLE -> Why.STORE_UNAVAILABLE;
        };
    }

    private static List<Instant> slotsOf(Schedule schedule) {
        return IntStream.range(0, schedule.permits()).mapToObj(schedule::slot).toList();
    }
}
