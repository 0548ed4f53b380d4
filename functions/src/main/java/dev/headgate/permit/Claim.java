package dev.headgate.permit;

import dev.headgate.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * What an ask wants of one limit.
 *
 * @param limit the limit's name
 * @param key what the limit is counted by, where it is per key; up to {@value Limit#LONGEST_KEY} characters
 * @param permits how many units, 1 to {@value #MOST_PERMITS}
 */
public record Claim(String limit, @Nullable String key, int permits) {
    public static final int MOST_PERMITS = 100_000;

    public Claim {
        Bounds.name("limit", limit);
        Bounds.between("permits", permits, 1, MOST_PERMITS);
    }
}
