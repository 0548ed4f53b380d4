package dev.headgate.adjust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes events, decides by one conditional write, keeps the audit, and carries out: in this order, so that a function that
 * dies on the way leaves a decision that the next tick carries out, and no change without a record.
 */
public final class Adjuster {
    private static final int MOST_TRIES = 5;

    private final AdjustmentStore store;
    private final Levers levers;

    public Adjuster(AdjustmentStore store, Levers levers) {
        this.store = store;
        this.levers = levers;
    }

    /** Returns the limits that a tick is for. */
    public Set<String> followed() {
        return store.followed();
    }

    /**
     * Returns what came of the event.
     *
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach: the event must be sent again
     */
    public Outcome handle(String limit, Event event, Instant now) {
        Adjustment known = store.read(limit);
        if (event instanceof Event.Tick && known.isAtRest()) {
            return new Outcome.Unchanged(known);
        }
        Optional<AdjusterSettings> settings = levers.settings(limit);
        if (settings.isEmpty()) {
            store.unfollow(limit);
            return new Outcome.NotAdjusted(limit);
        }
        return handle(known, event, settings.get(), now);
    }

    private Outcome handle(Adjustment known, Event event, AdjusterSettings settings, Instant now) {
        if (event instanceof Event.Alarmed) {
            store.follow(known.limit());
        }
        Adjustment before = known;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            keepAudit(before);
            Adjustment after = before.after(event, settings, now);
            if (after.equals(before)) {
                return carriedOut(before, List.of(), settings, now);
            }
            if (store.tryPut(after)) {
                keepAudit(after);
                return carriedOut(after.asWritten(), decided(before, after), settings, now);
            }
            before = store.read(known.limit());
        }
        throw new IllegalStateException(
                "limit %s was changed by others %d times meanwhile".formatted(known.limit(), MOST_TRIES));
    }

    private static List<Change> decided(Adjustment before, Adjustment after) {
        return after.number() == before.number() ? List.of() : after.changes();
    }

    /** What is not carried out may not be in the audit either. */
    private void keepAudit(Adjustment adjustment) {
        if (!adjustment.isCarriedOut()) {
            adjustment.changes().forEach(store::keep);
        }
    }

    private Outcome carriedOut(Adjustment adjustment, List<Change> changes, AdjusterSettings settings, Instant now) {
        if (adjustment.isAtRest() && changes.isEmpty()) {
            return new Outcome.Unchanged(adjustment);
        }
        List<Aim> aims = Aim.of(adjustment, settings);
        List<Outcome.Failure> failures = new ArrayList<>();
        for (Aim aim : aims) {
            try {
                levers.apply(aim, now);
            } catch (RuntimeException e) {
                failures.add(new Outcome.Failure(aim, e));
            }
        }
        if (failures.isEmpty() && !adjustment.isCarriedOut()) {
            // Refused if somebody decided anew meanwhile, who carries that out.
            store.tryPut(adjustment.asCarriedOut());
        }
        return new Outcome.Adjusted(adjustment, changes, aims, failures);
    }
}
