package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.TaskFailedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts executions for {@code states:startExecution}. */
public interface ExecutionStarter {
    /**
     * The execution, started, or the one that the same name and input started before.
     *
     * @param name null makes one up
     * @throws TaskFailedException {@code StepFunctions.ExecutionAlreadyExistsException} and the like
     */
    Child start(String stateMachineArn, @Nullable String name, JsonNode input) throws TaskFailedException;

    /** An execution started by a Task state. */
    interface Child {
        /** Its ARN. */
        String arn();

        /** When it started. */
        Instant startDate();

        /** Waits for its end, and returns {@code DescribeExecution}'s answer with capital first letters. */
        JsonNode await() throws InterruptedException;

        /** Stops it, if it runs. */
        void stop();
    }
}
