package dev.headgate.testing.interleavings;

import java.util.concurrent.locks.LockSupport;

/** Lets one thread run at a time: whoever holds it passes it on and stands still until it comes back. */
final class Baton {
    private volatile Thread holder;

    Baton(Thread holder) {
        this.holder = holder;
    }

    void pass(Thread to) {
        Thread self = Thread.currentThread();
        holder = to;
        LockSupport.unpark(to);
        await(self);
    }

    /** Passes it on for good. */
    void leave(Thread to) {
        holder = to;
        LockSupport.unpark(to);
    }

    void await(Thread self) {
        while (holder != self) {
            LockSupport.park(this);
        }
    }
}
