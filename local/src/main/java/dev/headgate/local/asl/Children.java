package dev.headgate.local.asl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The children of a Map Run: as many as its bounds have room for, until one failure too many stops them all. */
final class Children {
    private final Progress progress;
    private final Changes changes;
    private final Map<Run, Launched> live = new HashMap<>();
    private MapRunBounds bounds;
    private long launched;
    private boolean stopping;
    private @Nullable StateFailure failure;

    Children(Time time, Progress progress, MapRunBounds bounds) {
        this.progress = progress;
        this.changes = new Changes(this, time);
        this.bounds = bounds;
    }

    /** A child on its way: its number from 0, and how many items it takes. */
    record Launched(long index, long items) {}

    /** Returns once there is room for a child that takes so many items, or none is to be started any more. */
    void awaitRoom(long items) throws InterruptedException {
        synchronized (this) {
            progress.read(items);
        }
        changes.await(() -> stopping || bounds.hasRoom(live.size()));
    }

    /** Takes a child that is to be started; returns false if none is any more. */
    synchronized boolean add(Run child, long items) {
        if (stopping) {
            return false;
        }
        live.put(child, new Launched(launched++, items));
        progress.started(items);
        return true;
    }

    /** Takes back a child that cannot be started: it must not be waited for. */
    synchronized void remove(Run child) {
        live.remove(child);
    }

    /** Returns what is known of a child that has not been taken back, else null. */
    synchronized @Nullable Launched launched(Run child) {
        return live.get(child);
    }

    /**
     * Takes the end of a child.
     *
     * @param unwritten why its result could not be written, which fails the Map Run; null if it was
     */
    synchronized void ended(Run child, Launched ended, @Nullable StateFailure unwritten) {
        live.remove(child);
        progress.ended(child.status(), ended.items());
        if (unwritten == null) {
            progress.written(ended.items());
        } else {
            fail(unwritten);
        }
        if (progress.exceeds(bounds.tolerance())) {
            fail(new StateFailure(
                    ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD,
                    "The specified tolerated failure threshold was exceeded"));
        }
        changes.tell();
    }

    private void fail(StateFailure with) {
        if (!stopping) {
            failure = with;
            stopping = true;
        }
    }

    /** Returns once all have ended, or one has failed the Map Run. */
    void awaitAll() throws InterruptedException {
        changes.await(() -> stopping || live.isEmpty());
    }

    /** Stops all, and returns once they have ended: not even an interrupt lets anyone go on before. */
    void stop() {
        stopped().forEach(child -> child.abort(null, null));
        boolean interrupted = false;
        while (!awaitedNone()) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Run> stopped() {
        stopping = true;
        return List.copyOf(live.keySet());
    }

    private boolean awaitedNone() {
        try {
            changes.await(live::isEmpty);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Returns why the Map Run fails, or null. */
    synchronized @Nullable StateFailure failure() {
        return failure;
    }

    synchronized MapRunBounds bounds() {
        return bounds;
    }

    /** Changes those bounds that are given. */
    synchronized void bound(
            @Nullable Integer maxConcurrency, @Nullable Long failureCount, @Nullable Double failurePercentage) {
        bounds = bounds.with(maxConcurrency, failureCount, failurePercentage);
        changes.tell();
    }

    synchronized MapRun.Counts items() {
        return progress.items();
    }

    synchronized MapRun.Counts executions() {
        return progress.executions();
    }
}
