package dev.headgate.local.lambda;

import java.time.Duration;

/**
 * What a function has done since the start.
 *
 * @param invocations events that reached an environment
 * @param coldStarts environments that were started
 * @param errors events answered with a function error
 * @param throttles events that were refused
 * @param duration the sum of the time in the handlers, initialisation not counted
 */
public record FunctionCounts(long invocations, long coldStarts, long errors, long throttles, Duration duration) {}
