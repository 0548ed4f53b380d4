package dev.headgate.local.asl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A signal of a {@link VirtualTime}, under its lock. */
final class VirtualSignal implements Signal {
    private final VirtualTime time;
    private final ReentrantLock lock;
    private final Crew crew;
    private final List<Crew.Waiter> waiting = new ArrayList<>();
    private boolean fired;

    VirtualSignal(VirtualTime time, ReentrantLock lock, Crew crew) {
        this.time = time;
        this.lock = lock;
        this.crew = crew;
    }

    @Override
    public void fire() {
        lock.lock();
        try {
            fired = true;
            waiting.forEach(crew::release);
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(@Nullable Instant until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (fired || (until != null && !until.isAfter(time.now()))) {
                return fired;
            }
            rest(until);
            return fired;
        } finally {
            lock.unlock();
        }
    }

    private void rest(@Nullable Instant until) throws InterruptedException {
        Crew.Waiter waiter = crew.rest(lock.newCondition());
        waiting.add(waiter);
        try {
            time.pass(waiter, until);
        } finally {
            crew.resume(waiter);
            waiting.remove(waiter);
        }
        if (waiter.interrupted()) {
            throw new InterruptedException("interrupted at " + time.now());
        }
    }
}
