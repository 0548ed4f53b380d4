package dev.headgate.circuit;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** The names of the last reports that counted in this environment. Thread-safe. */
final class Names {
    private static final int KEPT = 1_000;

    private final SequencedSet<String> names = new LinkedHashSet<>();

    /** Returns whether it was not there before; the oldest makes room for it. */
    synchronized boolean add(String name) {
        if (!names.add(name)) {
            return false;
        }
        if (names.size() > KEPT) {
            names.removeFirst();
        }
        return true;
    }

    synchronized void forget(String name) {
        names.remove(name);
    }
}
