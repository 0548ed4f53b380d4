package dev.headgate.permit;

import dev.headgate.StoreUnavailableException;
import dev.headgate.permit.Policy.OnOutage;
import dev.headgate.permit.Taking.Refused;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One ask on its way through its limits, the one with the longest line first.
 *
 * <p>A slot holds only at its moment: a call that started at the latest of several slots would use the others late, and
 * late calls bunch. So each limit is asked for a slot at or after what the limits before it granted, and one whose slot
 * has become too early is given back and asked again. With the longest line first, once each is the rule.
 */
final class Acquisition {
    /** Others move the lines meanwhile; who still has no common slot after so many rounds had better come again. */
    private static final int MOST_ROUNDS = 4;

    /** How much of a shared limit may stay unused in front of a slot that only one key's line puts so far away. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private final Turnstiles turnstiles;
    private final List<Asked> asked;
    private final List<Asked> order;
    private final Terms terms;
    private final Map<Claim, Taken> taken = new HashMap<>();
    private Instant start;
    private Asked startedBy;

    /** A claim with the limit that it names. */
    record Asked(Claim claim, Limit limit) {
        boolean shadow() {
            return limit.policy().shadow();
        }
    }

    private record Stop(Asked by, Refused why) {}

    Acquisition(Turnstiles turnstiles, List<Asked> asked, Terms terms) {
        this.turnstiles = turnstiles;
        this.terms = terms;
        this.asked = asked;
        this.start = terms.now();
        this.order = asked.size() == 1 ? asked : longestLineFirst(asked);
        this.startedBy = order.getFirst();
    }

    /** Returns what was granted of all limits, or the refusal of one; then nothing is taken of any. */
    Decision run() {
        Optional<Stop> stop = rememberedStop().or(this::takeAll);
        stop.ifPresent(_ -> taken.values().forEach(this::giveBack));
        return stop.<Decision>map(this::denied).orElseGet(this::granted);
    }

    private Optional<Stop> rememberedStop() {
        return order.stream()
                .filter(asked -> !asked.shadow())
                .flatMap(asked -> remembered(asked).stream().map(why -> new Stop(asked, why)))
                .findFirst();
    }

    private Optional<Refused> remembered(Asked asked) {
        return turnstiles.remembered(asked.limit(), asked.claim(), terms);
    }

    private Optional<Stop> takeAll() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Asked> missing = order.stream().filter(this::isMissing).toList();
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            for (Asked asked : missing) {
                Optional<Stop> stop = take(asked);
                if (stop.isPresent()) {
                    return stop;
                }
            }
        }
        return Optional.of(new Stop(startedBy, new Refused(Turnstiles.reason(startedBy.limit()), start)));
    }

    /** Not taken yet, or taken for a moment before the others'. */
    private boolean isMissing(Asked asked) {
        Taken part = taken.get(asked.claim());
        return part == null || (!asked.shadow() && !part.part().servesAt(start));
    }

    private Optional<Stop> take(Asked asked) {
        Optional<Stop> held = heldTooLong(asked);
        if (held.isPresent()) {
            return held;
        }
        Optional.ofNullable(taken.remove(asked.claim())).ifPresent(this::giveBack);
        return switch (answer(asked)) {
            case Taken part -> {
                keep(asked, part);
                yield Optional.empty();
            }
            case Refused why -> Optional.of(new Stop(asked, why));
        };
    }

    private Taking answer(Asked asked) {
        Optional<Instant> outage = turnstiles.outages().until(asked.limit().name(), terms.now());
        if (outage.isPresent()) {
            return withoutStore(asked, outage.get());
        }
        Optional<Refused> inShadow = asked.shadow() ? remembered(asked) : Optional.empty();
        return inShadow.<Taking>map(why -> uncounted(asked, why.reason())).orElseGet(() -> storesAnswer(asked));
    }

    private Taking storesAnswer(Asked asked) {
        String limit = asked.limit().name();
        try {
            Taking answer = turnstiles.take(asked.limit(), asked.claim(), terms.from(start));
            turnstiles.outages().recordAnswer(limit);
            return answer instanceof Refused why && asked.shadow() ? uncounted(asked, why.reason()) : answer;
        } catch (StoreUnavailableException e) {
            return withoutStore(asked, turnstiles.outages().record(limit, terms.now()));
        }
    }

    private Taking withoutStore(Asked asked, Instant until) {
        return asked.limit().policy().onOutage() == OnOutage.GRANT || asked.shadow()
                ? uncounted(asked, Reason.STORE_UNAVAILABLE)
                : new Refused(Reason.STORE_UNAVAILABLE, until);
    }

    private void keep(Asked asked, Taken part) {
        taken.put(asked.claim(), part);
        Instant startAt = part.part().startAt();
        if (!asked.shadow() && startAt.isAfter(start)) {
            start = startAt;
            startedBy = asked;
        }
    }

    /** Keys that do not stand in that line would find the shared limit's line taken up to its end. */
    private Optional<Stop> heldTooLong(Asked asked) {
        Instant earliest = start.minus(LONGEST_HOLD);
        boolean apart = asked.limit() instanceof RateLimit
                && asked.claim().key() == null
                && startedBy.claim().key() != null;
        return apart && earliest.isAfter(terms.now())
                ? Optional.of(new Stop(startedBy, new Refused(Turnstiles.reason(startedBy.limit()), earliest)))
                : Optional.empty();
    }

    private Taken uncounted(Asked asked, Reason reason) {
        return new Taken(new Part.Uncounted(asked.claim(), reason, start), new Standing(0, start, true, null));
    }

    /** A part that cannot be given back, for the store is gone, is a part wasted. */
    private void giveBack(Taken part) {
        try {
            turnstiles.giveBack(part.part());
        } catch (StoreUnavailableException wasted) {
            // The refusal or the next slot stands as it is.
        }
    }

    private Decision denied(Stop stop) {
        return new Decision.Denied(
                stop.why().reason(), stop.by().claim().limit(), stop.why().retryAt());
    }

    private Decision granted() {
        List<Taken> parts = asked.stream()
                .map(one -> taken.get(one.claim()))
                .filter(Objects::nonNull)
                .toList();
        return new Decision.Granted(schedule(parts), parts);
    }

    /** One limit's own schedule, or the one moment at which all of several limits' may start. */
    private Schedule schedule(List<Taken> parts) {
        Asked first = asked.getFirst();
        int permits = first.claim().permits();
        boolean alone = asked.size() == 1 && !first.shadow();
        return alone && parts.getFirst().part() instanceof Part.Slots slots
                ? slots.schedule()
                : Schedule.atOnce(start, Duration.ZERO, permits);
    }

    private List<Asked> longestLineFirst(List<Asked> asked) {
        List<Asked> sorted = new ArrayList<>(asked);
        sorted.sort(Comparator.comparing((Asked one) -> turnstiles.expectedStart(one.limit(), one.claim(), terms))
                .reversed()
                .thenComparingInt(one -> Turnstiles.place(one.limit())));
        return sorted;
    }
}
