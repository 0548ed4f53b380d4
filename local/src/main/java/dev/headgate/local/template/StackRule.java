package dev.headgate.local.template;

import org.jspecify.annotations.Nullable;

/**
 * What a function is called with when an event matches.
 *
 * @param function the function's logical id
 * @param input what it is called with instead of the event, JSON; null for the event itself
 */
public record StackRule(
        String logicalId,
        String function,
        EventPattern pattern,
        @Nullable String input) {}
