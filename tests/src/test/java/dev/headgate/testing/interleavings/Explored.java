package dev.headgate.testing.interleavings;

/**
 * What an exploration went through.
 *
 * @param executions how many schedules came to their end
 * @param steps how many steps they had together
 * @param longest the most steps in one of them
 */
public record Explored(long executions, long steps, int longest) {}
