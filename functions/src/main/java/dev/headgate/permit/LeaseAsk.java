package dev.headgate.permit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An ask for a slot, as the stores turn it into a conditional write. Pure; the contract test holds them to it.
 *
 * @param holder who asks: the first 96 bits of a hash of owner and request, so that a page of slots is small whatever
 *     they are called; 24 characters
 * @param now the moment of the ask, nanoseconds since the epoch
 * @param until the end of the lease, nanoseconds since the epoch
 */
public record LeaseAsk(String holder, long now, long until) {
    /**
     * How long after its end a lease is left alone: a taker whose clock is ahead of the holder's by up to this much still
     * finds the holder gone.
     */
    public static final Duration GUARD = Duration.ofSeconds(10);

    private static final int HOLDER_BYTES = 12;
    private static final long NANOS_PER_MILLI = 1_000_000;

    static LeaseAsk of(Holder holder, Instant now, Instant until) {
        return new LeaseAsk(nameOf(holder), Nanos.of(now), Nanos.of(until));
    }

    /** Returns the latest end of another's lease at which its slot may be taken over, nanoseconds since the epoch. */
    public long lapsed() {
        return now - GUARD.toNanos();
    }

    /** Returns whether nobody has the slot, or nobody has any more. */
    public boolean mayTake(Slot slot) {
        return slot.holder() == null || slot.until() <= lapsed();
    }

    /**
     * Returns the epoch that a slot without an item starts after. An item may have been there and been deleted as long
     * idle; since one item takes fewer than 1,000 writes a second, its epoch was behind the milliseconds of now.
     */
    public long born() {
        return now / NANOS_PER_MILLI;
    }

    /** Returns where this holder looks first, evenly spread over the slots; always the same. */
    int home(int slots) {
        return Math.floorMod(Long.parseUnsignedLong(holder, 0, 16, 16), slots);
    }

    private static String nameOf(Holder holder) {
        String owner = String.valueOf(holder.owner());
        String name = owner.length() + ":" + owner + holder.requestId();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, HOLDER_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
