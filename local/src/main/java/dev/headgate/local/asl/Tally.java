package dev.headgate.local.asl;

/** Counts items or executions by their states. Not safe for threads: its owner guards it. */
final class Tally {
    private long read;
    private long running;
    private long succeeded;
    private long failed;
    private long timedOut;
    private long aborted;
    private long written;

    void read(long more) {
        read += more;
    }

    void started(long more) {
        running += more;
    }

    void ended(ExecutionStatus status, long more) {
        running -= more;
        switch (status) {
            case SUCCEEDED -> succeeded += more;
            case TIMED_OUT -> timedOut += more;
            case ABORTED -> aborted += more;
            case FAILED, RUNNING -> failed += more;
        }
    }

    void written(long more) {
        written += more;
    }

    long running() {
        return running;
    }

    long unsuccessful() {
        return failed + timedOut + aborted;
    }

    long total(long known) {
        return Math.max(known, read);
    }

    /** Returns the counts; {@code known} is the number there is in all, as far as that is known. */
    MapRun.Counts counts(long known) {
        long begun = running + succeeded + unsuccessful();
        long total = total(known);
        return new MapRun.Counts(total - begun, running, succeeded, failed, timedOut, aborted, total, written);
    }
}
