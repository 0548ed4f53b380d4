package dev.headgate.adaptive;

/**
 * A limit whose rate follows, as reporters of outcomes know it.
 *
 * @param limit its name
 * @param id the identity of its bucket: the name, or the name and a key
 * @param declared the rate that it is declared with, permits a second: where it begins
 */
public record Followed(String limit, String id, AdaptiveSettings settings, double declared) {}
