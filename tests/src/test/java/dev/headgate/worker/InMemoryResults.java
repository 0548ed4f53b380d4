package dev.headgate.worker;

import dev.headgate.StoreUnavailableException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Answers in a map, which can be made to be out of reach. */
final class InMemoryResults implements Results {
    private final Map<Result.Key, Result> saved = new LinkedHashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private boolean unreadable;

    @Override
    public synchronized boolean save(Result result) {
        if (unreachable.contains(result.key().itemId())) {
            throw new StoreUnavailableException("results could not be reached", new IllegalStateException());
        }
        return saved.putIfAbsent(result.key(), result) == null;
    }

    @Override
    public synchronized Set<Result.Key> existing(Collection<Result.Key> keys) {
        if (unreadable) {
            throw new StoreUnavailableException("results could not be reached", new IllegalStateException());
        }
        Set<Result.Key> found = new HashSet<>(keys);
        found.retainAll(saved.keySet());
        return found;
    }

    void failFor(String itemId) {
        unreachable.add(itemId);
    }

    void failReads() {
        unreadable = true;
    }

    synchronized Set<String> ids() {
        return new HashSet<>(saved.keySet().stream().map(Result.Key::itemId).toList());
    }

    synchronized String answerTo(Result.Key key) {
        return saved.get(key).answer();
    }
}
