package dev.headgate.local.asl;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets threads wait until what a lock guards has changed as they want it: a condition variable in an interpreter's time. */
final class Changes {
    private final Object lock;
    private final Time time;
    private @Nullable Signal next;

    /** @param lock held by whoever changes something */
    Changes(Object lock, Time time) {
        this.lock = lock;
        this.time = time;
    }

    /** Lets those who wait look again; to be called with the lock held. */
    void tell() {
        if (next != null) {
            next.fire();
            next = null;
        }
    }

    /** Returns once a condition holds, which is looked at with the lock held, now and after each change. */
    void await(BooleanSupplier condition) throws InterruptedException {
        for (Signal change = unless(condition); change != null; change = unless(condition)) {
            change.await(null);
        }
    }

    private @Nullable Signal unless(BooleanSupplier condition) {
        synchronized (lock) {
            if (condition.getAsBoolean()) {
                return null;
            }
            if (next == null) {
                next = time.signal();
            }
            return next;
        }
    }
}
