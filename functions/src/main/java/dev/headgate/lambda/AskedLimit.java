package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.permit.Claim;
import org.jspecify.annotations.Nullable;

/**
 * One limit of an ask.
 *
 * @param permits 1 if absent
 */
record AskedLimit(
        @Nullable String limit,
        @Nullable Integer permits,
        @Nullable String key) {

    AskedLimit {
        Bounds.name("limit", limit);
        if (permits != null) {
            Bounds.between("permits", permits, 1, Claim.MOST_PERMITS);
        }
    }

    Claim toClaim() {
        return new Claim(Bounds.present("limit", limit), key, permits == null ? 1 : permits);
    }
}
