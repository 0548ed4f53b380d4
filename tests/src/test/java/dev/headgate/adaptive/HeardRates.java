package dev.headgate.adaptive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a listener was told, as lines. */
public final class HeardRates implements RateListener {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void moved(Followed limit, RateState state) {
        told.add("%s moved to %.2f".formatted(limit.id(), state.rate()));
    }

    @Override
    public void heard(String limit, long accepted, long refused) {
        told.add("%s heard %d, %d".formatted(limit, accepted, refused));
    }

    @Override
    public void paused(String limit, Duration duration) {
        told.add("%s paused for %s".formatted(limit, duration));
    }

    @Override
    public void lost(Followed limit, Counters counters) {
        told.add("%s lost %d".formatted(limit.id(), counters.calls()));
    }

    /** Returns all lines. */
    public List<String> told() {
        return List.copyOf(told);
    }
}
