package dev.headgate.permit;

import dev.headgate.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * What a call really used of a limit.
 *
 * @param permits 0 to {@value #MOST_PERMITS}; may be more than was asked for
 */
public record Usage(String limit, @Nullable String key, int permits) {
    public static final int MOST_PERMITS = 10_000_000;

    public Usage {
        Bounds.name("limit", limit);
        Bounds.between("permits", permits, 0, MOST_PERMITS);
    }

    /** Returns whether it is of the limit and key that the claim is of. */
    public boolean isOf(Claim claim) {
        return new Claim(limit, key, 1).equals(new Claim(claim.limit(), claim.key(), 1));
    }
}
