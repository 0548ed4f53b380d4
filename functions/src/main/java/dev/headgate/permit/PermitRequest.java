package dev.headgate.permit;

import dev.headgate.Bounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One ask.
 *
 * @param limit the limit's name
 * @param key what the limit is counted by, where it is per key; up to 256 characters
 * @param permits how many units, 1 to 100,000
 * @param maxWait how far away the last unit's slot may lie, 0 to 30 days; 0 means all of it now
 * @param circuit the circuit that must let calls through, if any
 */
public record PermitRequest(
        String limit,
        @Nullable String key,
        int permits,
        Duration maxWait,
        @Nullable String circuit) {
    public static final int MOST_PERMITS = 100_000;
    public static final Duration LONGEST_WAIT = Duration.ofDays(30);

    public PermitRequest {
        Bounds.name("limit", limit);
        Bounds.between("permits", permits, 1, MOST_PERMITS);
        Bounds.between("maxWait", maxWait, Duration.ZERO, LONGEST_WAIT);
        if (circuit != null) {
            Bounds.name("circuit", circuit);
        }
    }
}
