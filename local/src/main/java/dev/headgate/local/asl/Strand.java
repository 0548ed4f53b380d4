package dev.headgate.local.asl;

import org.jspecify.annotations.Nullable;

/** A thread that can be called off. */
final class Strand {
    private final Time time;
    private volatile boolean cancelled;
    private volatile @Nullable Thread thread;

    Strand(Time time) {
        this.time = time;
    }

    /** Binds this to the running thread. */
    void begin() {
        thread = Thread.currentThread();
    }

    /** Interrupts the thread, now or as soon as it begins. */
    void cancel() {
        cancelled = true;
        Thread running = thread;
        if (running != null) {
            time.interrupt(running);
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Throws if this was called off: an interrupt alone may have been taken by someone else. */
    void check() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException("called off");
        }
    }
}
