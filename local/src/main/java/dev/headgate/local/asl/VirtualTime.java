package dev.headgate.local.asl;

import java.time.Instant;
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
    private final Alarms alarms = new Alarms();
    private final Crew crew = new Crew();
    private Instant now;

    public VirtualTime(Instant start) {
        now = start;
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
        return new VirtualSignal(this, lock, crew);
    }

    @Override
    public Thread start(String name, Runnable body) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
        locked(() -> {
            crew.enter(thread);
            thread.start();
        });
        return thread;
    }

    private void run(Runnable body) {
        try {
            body.run();
        } finally {
            locked(() -> {
                crew.leave(Thread.currentThread());
                jump();
            });
        }
    }

    @Override
    public void interrupt(Thread thread) {
        locked(() -> crew.interrupt(thread));
    }

    @Override
    public Timer schedule(Instant when, Runnable action) {
        lock.lock();
        try {
            Alarms.Alarm alarm = alarms.set(when, action);
            jump();
            return () -> locked(() -> alarms.cancel(alarm));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets time pass until a waiter is released, by someone else or at a moment. To be called with the lock held.
     *
     * @param until null waits without end
     */
    void pass(Crew.Waiter waiter, @Nullable Instant until) throws InterruptedException {
        Timer alarm = until == null ? () -> {} : wakeAt(until, waiter);
        try {
            jump();
            waiter.await();
        } finally {
            alarm.cancel();
        }
    }

    private Timer wakeAt(Instant when, Crew.Waiter waiter) {
        Alarms.Alarm alarm = alarms.set(when, () -> locked(() -> crew.release(waiter)));
        return () -> alarms.cancel(alarm);
    }

    /** Sets off alarms until someone works. Runs them without the lock, and counts that as work. */
    private void jump() {
        while (crew.idle()) {
            Alarms.Alarm alarm = alarms.next();
            if (alarm == null) {
                return;
            }
            now = alarm.when().isAfter(now) ? alarm.when() : now;
            crew.begin();
            lock.unlock();
            try {
                alarm.action().run();
            } finally {
                lock.lock();
                crew.end();
            }
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
