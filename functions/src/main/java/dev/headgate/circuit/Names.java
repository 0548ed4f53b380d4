package dev.headgate.circuit;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The names of the last reports that counted in this environment. Thread-safe. */
final class Names {
    private static final int KEPT = 1_000;

    private final SequencedSet<String> names = new LinkedHashSet<>();

    /**
     * Returns what comes of a report; nothing where one of its name has counted here. One that throws has not counted.
     *
     * @param name null if it has none
     */
    <T> Optional<T> once(@Nullable String name, Supplier<T> taking) {
        if (name == null) {
            return Optional.of(taking.get());
        }
        if (!add(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(taking.get());
        } catch (RuntimeException e) {
            forget(name);
            throw e;
        }
    }

    /** The oldest makes room. */
    private synchronized boolean add(String name) {
        if (!names.add(name)) {
            return false;
        }
        if (names.size() > KEPT) {
            names.removeFirst();
        }
        return true;
    }

    private synchronized void forget(String name) {
        names.remove(name);
    }
}
