package dev.headgate.local.asl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The time on the wall, and virtual threads. */
public final class WallTime implements Time {
    private final InstantSource clock;

    public WallTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Signal signal() {
        CountDownLatch latch = new CountDownLatch(1);
        return new Signal() {
            @Override
            public void fire() {
                latch.countDown();
            }

            @Override
            public boolean await(@Nullable Instant until) throws InterruptedException {
                return awaited(latch, until);
            }
        };
    }

    /** The clock may lag behind the timer that woke this: nobody wakes early by it. */
    private boolean awaited(CountDownLatch latch, @Nullable Instant until) throws InterruptedException {
        if (until == null) {
            latch.await();
            return true;
        }
        for (Instant now = now(); now.isBefore(until); now = now()) {
            // Nanoseconds of a long end after 292 years.
            if (latch.await(Duration.between(now, until).toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return latch.getCount() == 0;
    }

    @Override
    public Thread start(String name, Runnable body) {
        return Thread.ofVirtual().name(name).start(body);
    }

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
    }

    @Override
    public Timer schedule(Instant when, Runnable action) {
        AtomicBoolean settled = new AtomicBoolean();
        Thread thread = start("timer", () -> {
            try {
                sleepUntil(when);
            } catch (InterruptedException e) {
                return;
            }
            if (settled.compareAndSet(false, true)) {
                action.run();
            }
        });
        return () -> {
            if (settled.compareAndSet(false, true)) {
                thread.interrupt();
            }
        };
    }
}
