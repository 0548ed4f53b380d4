package dev.headgate.adjust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers what was set, and fails where it is told to. */
public final class SetLevers implements Levers {
    private final Map<String, Aim> set = new HashMap<>();
    private final List<Aim> calls = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private Optional<AdjusterSettings> settings;

    public SetLevers(AdjusterSettings settings) {
        this.settings = Optional.of(settings);
    }

    void withSettings(Optional<AdjusterSettings> other) {
        settings = other;
    }

    SetLevers failingFor(String target) {
        failing.add(target);
        return this;
    }

    void repair() {
        failing.clear();
    }

    @Override
    public Optional<AdjusterSettings> settings(String limit) {
        return settings;
    }

    @Override
    public void apply(Aim aim, Instant now) {
        calls.add(aim);
        if (failing.contains(aim.target())) {
            throw new IllegalStateException("out of order");
        }
        set.put(aim.target(), aim);
    }

    Map<String, Aim> set() {
        return Map.copyOf(set);
    }

    List<Aim> calls() {
        return List.copyOf(calls);
    }
}
