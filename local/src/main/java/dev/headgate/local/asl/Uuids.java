package dev.headgate.local.asl;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes random identifiers from a given source of chance. */
final class Uuids {
    private Uuids() {}

    /** Returns a UUID of version 4 (RFC 9562). */
    static String next(RandomGenerator random) {
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(version4, variant2).toString();
    }
}
