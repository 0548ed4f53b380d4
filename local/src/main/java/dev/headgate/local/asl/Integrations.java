package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** The services that Task states call. Called by many virtual threads at once. */
@FunctionalInterface
public interface Integrations {

    /**
     * Returns the call's result as the state sees it in {@code $states.result}, or for a
     * {@link IntegrationCall#taskToken() call with a task token}, what the service said on accepting it (the
     * interpreter then waits for the token by itself). A {@code .sync} call returns when the work has ended.
     *
     * @throws TaskFailedException when the service refuses or fails
     * @throws InterruptedException when the state's time is over or the execution was stopped: what the call began and
     *     can still be stopped, is to be stopped
     */
    JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException;
}
