package dev.headgate.local.asl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A running or ended distributed Map, as {@code DescribeMapRun} tells it. Its bounds can be changed while it runs. */
public interface MapRun {

    /** Returns the ARN, {@code arn:aws:states:<region>:<account>:mapRun:<machine>/<label>:<uuid>}. */
    String arn();

    /** Returns the execution whose state this is. */
    Execution execution();

    String stateName();

    /** Returns whether the children are Express executions, of which EventBridge is told nothing. */
    boolean express();

    ExecutionStatus status();

    Instant startDate();

    /** Returns when it ended, or null while it runs. */
    @Nullable
    Instant stopDate();

    /** Returns how many children run at most; 0 where the definition sets no limit. */
    int maxConcurrency();

    long toleratedFailureCount();

    double toleratedFailurePercentage();

    /**
     * Changes the bounds from now on: children that run beyond a lowered concurrency run to their end.
     *
     * @param maxConcurrency from 0 (no limit), or null to leave it
     */
    void update(
            @Nullable Integer maxConcurrency,
            @Nullable Long toleratedFailureCount,
            @Nullable Double toleratedFailurePercentage);

    /** Returns the counts of items. */
    Counts itemCounts();

    /** Returns the counts of child executions; the same as of items where items are not batched. */
    Counts executionCounts();

    /** How many are in which state; {@code total} of a stream that is still being read is what was read so far. */
    record Counts(
            long pending,
            long running,
            long succeeded,
            long failed,
            long timedOut,
            long aborted,
            long total,
            long resultsWritten) {}
}
