package dev.headgate.adaptive;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rates in a map: the reference that the DynamoDB store is held to. */
public final class InMemoryRateStore implements RateStore {
    private final Map<String, RateSighting> rates = new HashMap<>();
    private int writes;
    private int reads;

    @Override
    public synchronized Optional<RateSighting> find(String id) {
        reads++;
        return Optional.ofNullable(rates.get(id));
    }

    @Override
    public synchronized RateSighting report(String id, Counters added, RateRecord starting, Instant now) {
        writes++;
        RateSighting before = rates.getOrDefault(id, new RateSighting(starting, Counters.NONE));
        RateSighting after = new RateSighting(before.record(), before.counters().plus(added));
        rates.put(id, after);
        return after;
    }

    @Override
    public synchronized boolean tryMove(String id, RateSighting seen, RateRecord next, Counters counted) {
        writes++;
        RateSighting now = rates.get(id);
        if (now == null || now.record().revision() != seen.record().revision()) {
            return false;
        }
        Pause pause = now.record().pause();
        Pause learnt = new Pause(pause.from(), pause.until(), next.pause().bound());
        rates.put(
                id,
                new RateSighting(
                        new RateRecord(next.state(), learnt, next.revision()),
                        now.counters().minus(counted)));
        return true;
    }

    @Override
    public synchronized Pause pause(String id, Pause seen, Pause next) {
        writes++;
        RateSighting now = rates.get(id);
        if (now == null) {
            return next;
        }
        Pause held = now.record().pause();
        if (!held.until().equals(seen.until())) {
            return held;
        }
        rates.put(
                id,
                new RateSighting(
                        new RateRecord(now.record().state(), next, now.record().revision()), now.counters()));
        return next;
    }

    public synchronized int writes() {
        return writes;
    }

    public synchronized int reads() {
        return reads;
    }
}
