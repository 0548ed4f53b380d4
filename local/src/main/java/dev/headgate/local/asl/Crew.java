package dev.headgate.local.asl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;

/**
 * Who works in a virtual time and who waits. The time's own threads count as working unless they wait; a thread from
 * outside may wait, too, and is not counted. Its owner guards it.
 */
final class Crew {
    private final Set<Thread> own = new HashSet<>();
    private final Map<Thread, Waiter> waiting = new HashMap<>();
    private int working;

    /** A thread that waits until it is released. */
    static final class Waiter {
        private final Condition wake;
        private final boolean counted;
        private boolean released;
        private boolean interrupted;

        private Waiter(Condition wake, boolean counted) {
            this.wake = wake;
            this.counted = counted;
        }

        boolean interrupted() {
            return interrupted;
        }

        /** Returns once this has been released. */
        void await() throws InterruptedException {
            while (!released) {
                wake.await();
            }
        }
    }

    boolean idle() {
        return working == 0;
    }

    void enter(Thread thread) {
        own.add(thread);
        working++;
    }

    void leave(Thread thread) {
        own.remove(thread);
        working--;
    }

    /** Counts an action as work as long as it runs. */
    void begin() {
        working++;
    }

    void end() {
        working--;
    }

    /** Lets the running thread count as waiting. */
    Waiter rest(Condition wake) {
        Thread thread = Thread.currentThread();
        Waiter waiter = new Waiter(wake, own.contains(thread));
        waiting.put(thread, waiter);
        working -= waiter.counted ? 1 : 0;
        return waiter;
    }

    /** Wakes a waiter, who counts as working from now on; does nothing the second time. */
    void release(Waiter waiter) {
        if (!waiter.released) {
            waiter.released = true;
            working += waiter.counted ? 1 : 0;
            waiter.wake.signal();
        }
    }

    /** Ends the running thread's wait, released or not. */
    void resume(Waiter waiter) {
        release(waiter);
        waiting.remove(Thread.currentThread());
    }

    void interrupt(Thread thread) {
        Waiter waiter = waiting.get(thread);
        if (waiter == null || waiter.released) {
            thread.interrupt();
        } else {
            waiter.interrupted = true;
            release(waiter);
        }
    }
}
