package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** The task tokens that someone is waiting for. Safe for use by many threads. */
public final class TaskTokens {

    /** What became of an answer. */
    public enum Receipt {
        /** The waiting state has it. */
        ACCEPTED,
        /** The token was given out, but nobody waits for it any more (AWS: {@code TaskTimedOut}). */
        TIMED_OUT,
        /** The token was never given out here (AWS: {@code InvalidToken}). */
        INVALID
    }

    /** Ends the state that waits with {@code output} as its result. */
    public Receipt succeed(String token, JsonNode output) {
        throw new UnsupportedOperationException(token + output);
    }

    /** Fails the state that waits. */
    public Receipt fail(String token, String error, String cause) {
        throw new UnsupportedOperationException(token + error + cause);
    }

    /** Starts the waiting state's heartbeat interval again. */
    public Receipt heartbeat(String token) {
        throw new UnsupportedOperationException(token);
    }
}
