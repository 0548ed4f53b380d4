package dev.headgate.local.asl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A time that stands still while any of its threads works, and jumps to the next timer when all of them wait.
 *
 * <p>A thread that {@link #start} made works until it ends or waits here. Whoever wakes it counts it as working in the
 * same breath, so time never jumps between a wake-up and its effect. Timers of the same moment go off one after the
 * other, in the order in which they were set, each after the threads that the one before it woke have come to rest.
 */
public final class VirtualTime implements Time {
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableSet<Alarm> alarms = new TreeSet<>();
    private final Set<Thread> own = new HashSet<>();
    private final Map<Thread, Waiter> waiters = new HashMap<>();
    private Instant now;
    private long alarmsSet;
    private int working;

    public VirtualTime(Instant start) {
        now = start;
    }

    private record Alarm(Instant when, long order, Runnable action) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = when.compareTo(other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private static final class Waiter {
        private final Condition wake;
        private final boolean counted;
        private boolean released;
        private boolean interrupted;

        private Waiter(Condition wake, boolean counted) {
            this.wake = wake;
            this.counted = counted;
        }
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Signal signal() {
        return new VirtualSignal();
    }

    @Override
    public Thread start(String name, Runnable body) {
        lock.lock();
        try {
            Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
            own.add(thread);
            working++;
            thread.start();
            return thread;
        } finally {
            lock.unlock();
        }
    }

    private void run(Runnable body) {
        try {
            body.run();
        } finally {
            lock.lock();
            try {
                own.remove(Thread.currentThread());
                working--;
                jump();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void interrupt(Thread thread) {
        lock.lock();
        try {
            Waiter waiter = waiters.get(thread);
            if (waiter == null || waiter.released) {
                thread.interrupt();
            } else {
                waiter.interrupted = true;
                release(waiter);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(Instant when, Runnable action) {
        lock.lock();
        try {
            Alarm alarm = set(when, action);
            jump();
            return () -> cancel(alarm);
        } finally {
            lock.unlock();
        }
    }

    private Alarm set(Instant when, Runnable action) {
        Alarm alarm = new Alarm(when, alarmsSet++, action);
        alarms.add(alarm);
        return alarm;
    }

    private void cancel(Alarm alarm) {
        lock.lock();
        try {
            alarms.remove(alarm);
        } finally {
            lock.unlock();
        }
    }

    private void release(Waiter waiter) {
        if (!waiter.released) {
            waiter.released = true;
            working += waiter.counted ? 1 : 0;
            waiter.wake.signal();
        }
    }

    /** Sets off alarms until someone works. Runs them without the lock, and counts that as work. */
    private void jump() {
        while (working == 0) {
            Alarm alarm = alarms.pollFirst();
            if (alarm == null) {
                return;
            }
            now = alarm.when().isAfter(now) ? alarm.when() : now;
            working++;
            lock.unlock();
            try {
                alarm.action().run();
            } finally {
                lock.lock();
                working--;
            }
        }
    }

    private final class VirtualSignal implements Signal {
        private final List<Waiter> waiting = new ArrayList<>();
        private boolean fired;

        @Override
        public void fire() {
            lock.lock();
            try {
                fired = true;
                waiting.forEach(VirtualTime.this::release);
                waiting.clear();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean await(@Nullable Instant until) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                if (fired || (until != null && !until.isAfter(now))) {
                    return fired;
                }
                rest(until);
                return fired;
            } finally {
                lock.unlock();
            }
        }

        private void rest(@Nullable Instant until) throws InterruptedException {
            Thread thread = Thread.currentThread();
            Waiter waiter = new Waiter(lock.newCondition(), own.contains(thread));
            waiting.add(waiter);
            waiters.put(thread, waiter);
            Alarm alarm = until == null ? null : set(until, () -> wake(waiter));
            working -= waiter.counted ? 1 : 0;
            try {
                jump();
                while (!waiter.released) {
                    waiter.wake.await();
                }
            } finally {
                release(waiter);
                waiters.remove(thread);
                waiting.remove(waiter);
                if (alarm != null) {
                    alarms.remove(alarm);
                }
            }
            if (waiter.interrupted) {
                throw new InterruptedException("interrupted at " + now);
            }
        }

        private void wake(Waiter waiter) {
            lock.lock();
            try {
                release(waiter);
            } finally {
                lock.unlock();
            }
        }
    }
}
