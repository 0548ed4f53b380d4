package dev.headgate.local.asl;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that end together: the first that fails calls the others off, and nobody goes on before all have ended. */
final class Group {
    private final Time time;
    private final Signal ended;
    private final AtomicInteger open = new AtomicInteger(1);
    private final Queue<Strand> strands = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Group(Time time) {
        this.time = time;
        this.ended = time.signal();
    }

    /** What a thread of the group does. */
    @FunctionalInterface
    interface Body {
        void run(Strand strand) throws StateFailure, InterruptedException;
    }

    void fork(String name, Body body) {
        Strand strand = new Strand(time);
        strands.add(strand);
        if (failure.get() != null) {
            // Failed before this one was among those to call off.
            strand.cancel();
        }
        open.incrementAndGet();
        time.start(name, () -> run(strand, body));
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private void run(Strand strand, Body body) {
        strand.begin();
        try {
            strand.check();
            body.run(strand);
        } catch (InterruptedException e) {
            // Called off: whoever did so waits in join and knows why.
            failure.compareAndSet(null, e);
        } catch (StateFailure | RuntimeException | Error e) {
            if (failure.compareAndSet(null, e)) {
                strands.forEach(Strand::cancel);
            }
        } finally {
            close();
        }
    }

    private void close() {
        if (open.decrementAndGet() == 0) {
            ended.fire();
        }
    }

    /**
     * Returns when all threads have ended.
     *
     * @throws StateFailure what the first of them failed with
     */
    void join() throws StateFailure, InterruptedException {
        close();
        boolean interrupted = false;
        while (!awaited()) {
            interrupted = true;
            strands.forEach(Strand::cancel);
        }
        if (interrupted) {
            throw new InterruptedException("called off");
        }
        switch (failure.get()) {
            case null -> {}
            case StateFailure e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private boolean awaited() {
        try {
            return ended.await(null);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
