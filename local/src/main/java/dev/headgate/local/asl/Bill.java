package dev.headgate.local.asl;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The billed transitions of an execution and of those below it.
 *
 * <p>"Step Functions counts a state transition each time a step of your workflow is executed", and each retry is one
 * more; so a state entered is one, and ending is none. A distributed Map is "charged for one state transition for each
 * child workflow execution" that it starts, and a standard child's own states are charged like any others; an express
 * child is charged by requests and time instead.
 *
 * @see <a href="https://aws.amazon.com/step-functions/pricing/">pricing</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html">transitions</a>
 */
final class Bill {
    private final @Nullable Bill parent;
    private final boolean express;
    private final LongAdder transitions = new LongAdder();

    /** @param mapRun whose child the execution is, or null */
    Bill(@Nullable DistributedRun mapRun) {
        this.parent = mapRun == null ? null : mapRun.parent().bill();
        this.express = mapRun != null && mapRun.express();
    }

    /** Counts a state entered or tried again. */
    void recordState() {
        if (!express) {
            add();
        }
    }

    /** Counts a child execution started. */
    void recordChild() {
        add();
    }

    private void add() {
        transitions.increment();
        if (parent != null) {
            parent.add();
        }
    }

    long transitions() {
        return transitions.sum();
    }
}
