package dev.headgate.local.cloud;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed, the last first. Safe for use by many threads. */
final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** The part, which is from now on closed with the rest. */
    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Closes every part, also after one that fails; a second call does nothing.
     *
     * @throws IllegalStateException with the failures, once all is closed
     */
    @Override
    public synchronized void close() {
        IllegalStateException failures = new IllegalStateException("not all could be closed");
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
