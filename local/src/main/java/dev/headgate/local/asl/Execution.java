package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An execution, running or ended. */
public interface Execution {

    /** Returns what it was started with. */
    ExecutionRequest request();

    ExecutionStatus status();

    Instant startDate();

    /** Returns when it ended, or null while it runs. */
    @Nullable
    Instant stopDate();

    /** Returns the output, or null unless it succeeded. */
    @Nullable
    JsonNode output();

    /** Returns the name of the error it ended with, or null. */
    @Nullable
    String error();

    /** Returns the cause it ended with, or null. */
    @Nullable
    String cause();

    /** Returns the billed state transitions so far, those of the children of its Map Runs included. */
    long billedTransitions();

    /** Returns the Map Run whose child this is, or null. */
    @Nullable
    MapRun mapRun();

    /** Stops it and its children with status ABORTED; does nothing if it has ended. Returns without waiting. */
    void abort(@Nullable String error, @Nullable String cause);

    /** Returns once it has ended. */
    void await() throws InterruptedException;
}
