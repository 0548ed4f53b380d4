package dev.headgate.local.asl;

import java.util.random.RandomGenerator;

/**
 * What an interpreter works with.
 *
 * @param time the clock, and all waiting
 * @param integrations what Task states call
 * @param tokens the task tokens that are waited for
 * @param objects where items are read from and results written to
 * @param random the source of jitter, of {@code $random} and {@code $uuid}, and of the names of child executions; safe
 *     for use by many threads
 */
public record Services(
        Time time, Integrations integrations, TaskTokens tokens, ObjectStore objects, RandomGenerator random) {}
