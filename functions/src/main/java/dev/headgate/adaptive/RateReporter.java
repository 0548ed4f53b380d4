package dev.headgate.adaptive;

import dev.headgate.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes outcomes to the store, and moves the rates that they are of: whoever sees that an epoch is over reckons the next
 * tick, and one wins the write. Thread-safe; shared by all requests of an environment.
 *
 * <p>An environment is frozen between two requests, so there is no timer: what has gathered is reported by the first outcome
 * or look after its time.
 */
public final class RateReporter {
    private static final int MOST_LIMITS = 10_000;

    private final RateStore store;
    private final RandomGenerator random;
    private final RateListener listener;
    private final LinkedHashMap<Followed, Gathering> gatherings = new LinkedHashMap<>(16, 0.75f, true);

    /** @param random spreads the ends of pauses; nothing is drawn before the first call */
    public RateReporter(RateStore store, RandomGenerator random, RateListener listener) {
        this.store = store;
        this.random = random;
        this.listener = listener;
    }

    /**
     * A pause that an outcome asked for.
     *
     * @param first whether it is this one, and not one that held already: then somebody must hold the callers back
     */
    public record Paused(Pause pause, boolean first) {}

    /** Notes how calls ended, and returns the pause that holds, if they ask for one. */
    public Optional<Paused> record(Followed limit, CallEnd end, Instant now) {
        Gathering gathering = gathering(limit);
        gathering.takeTooOld(limit, now).ifPresent(old -> listener.lost(limit, old));
        boolean pauses = end.asksForPause() && !gathering.pause(limit).covers(now);
        gathering.add(limit, end, pauses, now).ifPresent(batch -> report(limit, gathering, batch, now));
        return end.asksForPause() ? Optional.of(pause(limit, gathering, end, now)) : Optional.empty();
    }

    /** Reports what has waited for its time. */
    public void flush(Instant now) {
        for (Map.Entry<Followed, Gathering> entry : all()) {
            Followed limit = entry.getKey();
            Gathering gathering = entry.getValue();
            gathering.takeTooOld(limit, now).ifPresent(old -> listener.lost(limit, old));
            gathering.takeDue(limit, now).ifPresent(batch -> report(limit, gathering, batch, now));
        }
    }

    private void report(Followed limit, Gathering gathering, Gathering.Batch batch, Instant now) {
        RateSighting seen;
        try {
            seen = store.report(limit.id(), batch.counters(), RateRecord.starting(limit, now), now);
        } catch (StoreUnavailableException e) {
            // Whether they count is not known, and what is sent twice counts twice.
            listener.lost(limit, batch.counters());
            return;
        }
        gathering.saw(seen.record());
        try {
            move(limit, gathering, seen, batch, now);
        } catch (StoreUnavailableException later) {
            // The counters are there: whoever reports next moves the rate.
        }
    }

    /** Writes the next tick if the epoch is over, and a rate that heeds what headers said. */
    private void move(Followed limit, Gathering gathering, RateSighting seen, Gathering.Batch batch, Instant now) {
        AdaptiveRate rule = new AdaptiveRate(limit.settings());
        RateState state = seen.record().state();
        boolean due = rule.isDue(state, seen.counters(), now);
        RateState reckoned =
                due ? rule.next(state, seen.counters(), seen.record().pause(), now) : state;
        RateState next = heeding(rule, reckoned, batch);
        if (next.equals(state)) {
            return;
        }
        Pause pause = seen.record().pause();
        Pause learnt =
                due ? pause.learnt(seen.counters(), limit.settings().tuning().pausing()) : pause;
        RateRecord record = seen.record().then(next, learnt, now);
        if (store.tryMove(limit.id(), seen, record, due ? seen.counters() : Counters.NONE)) {
            gathering.saw(record);
            listener.moved(limit, next);
        }
    }

    private static RateState heeding(AdaptiveRate rule, RateState state, Gathering.Batch batch) {
        RateState heeded = state;
        for (Allowance allowance : batch.left().values()) {
            double cost = Gathering.cost(allowance, batch.tokens());
            heeded = cost > 0 ? rule.heeding(heeded, allowance, cost) : heeded;
        }
        return heeded;
    }

    /** The pause of who is quicker holds. One that cannot be written holds here, which is better than none. */
    private Paused pause(Followed limit, Gathering gathering, CallEnd end, Instant now) {
        Duration asked = end.retryAfter() == null ? Duration.ZERO : end.retryAfter();
        Pause known = gathering.pause(limit);
        Pause mine = known.heard(
                asked, random.nextDouble(), limit.settings().tuning().pausing(), now);
        if (mine.equals(known)) {
            return new Paused(known, false);
        }
        Pause holds = written(limit, known, mine);
        gathering.saw(holds);
        return new Paused(holds, holds.equals(mine) || !holds.covers(now));
    }

    private Pause written(Followed limit, Pause known, Pause mine) {
        try {
            return store.pause(limit.id(), known, mine);
        } catch (StoreUnavailableException e) {
            return mine;
        }
    }

    private Gathering gathering(Followed limit) {
        synchronized (gatherings) {
            if (gatherings.size() >= MOST_LIMITS && !gatherings.containsKey(limit)) {
                Map.Entry<Followed, Gathering> eldest = gatherings.pollFirstEntry();
                listener.lost(eldest.getKey(), eldest.getValue().takeAll());
            }
            return gatherings.computeIfAbsent(limit, _ -> new Gathering());
        }
    }

    private List<Map.Entry<Followed, Gathering>> all() {
        synchronized (gatherings) {
            return List.copyOf(gatherings.entrySet());
        }
    }
}
