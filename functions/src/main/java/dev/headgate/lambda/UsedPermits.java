package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.permit.Usage;
import org.jspecify.annotations.Nullable;

/** What a call really used of one limit. */
record UsedPermits(
        @Nullable String limit,
        @Nullable Integer permits,
        @Nullable String key) {

    UsedPermits {
        Bounds.name("limit", limit);
        Bounds.between("permits", Bounds.present("permits", permits), 0, Usage.MOST_PERMITS);
    }

    Usage toUsage() {
        return new Usage(Bounds.present("limit", limit), key, Bounds.present("permits", permits));
    }
}
