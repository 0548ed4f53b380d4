package dev.headgate.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The environments of one function: at most so many, the one used last taken first, the queue for them in order. */
final class EnvironmentPool implements AutoCloseable {
    private final EnvironmentStarter starter;
    private final LambdaOptions options;
    private final Semaphore slots;
    private final Deque<Environment> idle = new ArrayDeque<>();
    private final Set<Environment> all = new HashSet<>();
    private boolean closed;

    EnvironmentPool(EnvironmentStarter starter, LambdaOptions options) {
        this.starter = starter;
        this.options = options;
        this.slots = new Semaphore(options.maxEnvironments(), true);
    }

    /**
     * Returns an environment for one event, to be given back.
     *
     * @throws ThrottledException if none comes free in time
     */
    Lease take() throws InterruptedException {
        if (!slots.tryAcquire(options.queueTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ThrottledException(ThrottledException.Reason.CONCURRENT);
        }
        try {
            return warmOrNew();
        } catch (IOException unstartable) {
            slots.release();
            throw new UncheckedIOException("cannot start an environment", unstartable);
        }
    }

    private synchronized Lease warmOrNew() throws IOException {
        if (closed) {
            slots.release();
            throw new IllegalStateException("the Lambda service is closed");
        }
        while (!idle.isEmpty()) {
            Environment warm = idle.pop();
            if (warm.alive()) {
                return new Lease(warm, false);
            }
            all.remove(warm);
            warm.close();
        }
        Environment fresh = starter.start();
        all.add(fresh);
        return new Lease(fresh, true);
    }

    /** Takes an environment back; one whose process is gone is forgotten. */
    void giveBack(Environment environment, boolean usable) {
        boolean kept = usable && environment.alive() && keep(environment);
        if (!kept && forget(environment)) {
            environment.kill();
            environment.close();
        }
        slots.release();
    }

    private synchronized boolean keep(Environment environment) {
        if (!closed) {
            idle.push(environment);
        }
        return !closed;
    }

    private synchronized boolean forget(Environment environment) {
        return all.remove(environment);
    }

    /** Stops all processes, those that handle an event too, and returns when they are gone. */
    @Override
    public void close() {
        List<Environment> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(all);
            all.clear();
            idle.clear();
        }
        left.forEach(Environment::stop);
        left.forEach(Environment::close);
        starter.finish();
    }

    /** An environment and whether it was started for this event. */
    record Lease(Environment environment, boolean cold) {}
}
