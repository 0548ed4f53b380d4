package dev.headgate.local.lambda;

/** How an event ended inside an environment. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
sealed interface Outcome {
    /** The handler returned. */
    record Answered(byte[] payload) implements Outcome {}

    /** The handler threw, and the runtime told why. */
    record Failed(byte[] payload) implements Outcome {}

    /** The process ended by itself before an answer. */
    record Exited(int status) implements Outcome {}

    /** The handler took too long. */
    record TimedOut() implements Outcome {}
}
