package dev.headgate.local.lambda;

/**
 * What a function answered.
 *
 * @param payload JSON: the function's answer, or the error object where {@code functionError}
 * @param functionError whether the function failed: it threw, ran out of time, or its process ended
 * @param requestId the request id that the function's Context carried
 * @param logTail the last 4 KB that this invocation logged
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a payload may be 6 MB
public record InvocationResult(byte[] payload, boolean functionError, String requestId, String logTail) {}
