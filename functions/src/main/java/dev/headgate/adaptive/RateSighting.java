package dev.headgate.adaptive;

/**
 * A rate as somebody saw it in the store.
 *
 * @param counters the outcomes since its last tick
 */
public record RateSighting(RateRecord record, Counters counters) {}
