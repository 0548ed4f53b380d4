package dev.headgate.local.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event, as the Runtime API hands it out. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Invocation(
        String requestId,
        Instant deadline,
        String functionArn,
        @Nullable String traceId,
        byte[] payload) {}
