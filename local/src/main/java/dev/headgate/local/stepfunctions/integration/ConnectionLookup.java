package dev.headgate.local.stepfunctions.integration;

import java.util.Map;
import java.util.Optional;

/** Finds what an EventBridge connection adds to an HTTP Task's request. */
@FunctionalInterface
public interface ConnectionLookup {
    /** The headers of the connection's authorization, or empty where there is no such connection. */
    Optional<Map<String, String>> headers(String connectionArn);
}
