package dev.headgate.local.stepfunctions.integration;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a service.
 *
 * @param body null for a request without one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record HttpCall(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {
    HttpCall {
        headers = Map.copyOf(headers);
    }
}
