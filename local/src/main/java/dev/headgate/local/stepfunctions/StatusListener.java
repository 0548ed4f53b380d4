package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;

/** Who is told of executions that start and end, in the form of EventBridge. Called on the execution's thread. */
public interface StatusListener {

    /** Takes an event {@code Step Functions Execution Status Change}. */
    void onStatusChange(JsonNode event);
}
