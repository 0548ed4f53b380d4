package dev.headgate.adjust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adjustments and their audit in maps. */
public final class InMemoryAdjustments implements AdjustmentStore {
    private final Map<String, Adjustment> adjustments = new HashMap<>();
    private final Map<String, Map<Long, Change>> audit = new HashMap<>();
    private final Set<String> followed = new TreeSet<>();

    @Override
    public synchronized Adjustment read(String limit) {
        return adjustments.getOrDefault(limit, Adjustment.none(limit));
    }

    @Override
    public synchronized boolean tryPut(Adjustment adjustment) {
        if (read(adjustment.limit()).revision() != adjustment.revision()) {
            return false;
        }
        adjustments.put(adjustment.limit(), adjustment.asWritten());
        return true;
    }

    @Override
    public synchronized void keep(Change change) {
        audit.computeIfAbsent(change.limit(), _ -> new TreeMap<>()).put(change.number(), change);
    }

    @Override
    public synchronized Set<String> followed() {
        return Set.copyOf(followed);
    }

    @Override
    public synchronized void follow(String limit) {
        followed.add(limit);
    }

    @Override
    public synchronized void unfollow(String limit) {
        followed.remove(limit);
    }

    synchronized List<Change> audit(String limit) {
        return new ArrayList<>(audit.getOrDefault(limit, Map.of()).values());
    }
}
