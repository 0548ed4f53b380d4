package dev.headgate.local.asl;

/**
 * How far a Map Run has come, in items and in executions, and whether too much of it has failed. Not safe for threads:
 * its owner guards it.
 */
final class Progress {
    private final long knownItems;
    private final boolean batched;
    private final boolean exported;
    private final Tally items = new Tally();
    private final Tally executions = new Tally();

    /**
     * Returns a progress with nothing done.
     *
     * @param knownItems how many items there are, or -1 where they were not counted
     * @param batched whether an execution may take several items
     * @param exported whether results are written to a bucket, and so counted
     */
    Progress(long knownItems, boolean batched, boolean exported) {
        this.knownItems = knownItems;
        this.batched = batched;
        this.exported = exported;
    }

    /** Counts the input of one execution; {@code more} are the items in it, here and below. */
    void read(long more) {
        items.read(more);
        executions.read(1);
    }

    void started(long more) {
        items.started(more);
        executions.started(1);
    }

    void ended(ExecutionStatus status, long more) {
        items.ended(status, more);
        executions.ended(status, 1);
    }

    void written(long more) {
        if (exported) {
            items.written(more);
            executions.written(1);
        }
    }

    /** Tells whether more items have failed than are tolerated. */
    boolean exceeds(Tolerance tolerance) {
        return tolerance.exceeded(items.unsuccessful(), items.total(knownItems));
    }

    MapRun.Counts items() {
        return items.counts(knownItems);
    }

    MapRun.Counts executions() {
        return executions.counts(batched ? -1 : knownItems);
    }
}
