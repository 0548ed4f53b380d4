package dev.headgate.adaptive;

import java.time.Duration;

/**
 * What became of the calls of an epoch. Counters are added up, in any order, so that a store can do it.
 *
 * @param accepted calls that were answered, 0 or more
 * @param refused calls that were refused for their number or for overload (429, 503, 529), 0 or more
 * @param acceptedInPause those of the accepted that were sent while a Retry-After held the others back
 * @param refusedInPause those of the refused that were
 * @param acceptedAmid those of the accepted that were sent between two that were refused
 * @param refusedAmid those of the refused that were
 * @param latencies of the accepted ones
 */
public record Counters(
        long accepted,
        long refused,
        long acceptedInPause,
        long refusedInPause,
        long acceptedAmid,
        long refusedAmid,
        Latencies latencies) {
    /** No call at all. */
    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, Latencies.NONE);

    public Counters {
        if (accepted < 0
                || refused < 0
                || acceptedInPause < 0
                || refusedInPause < 0
                || acceptedAmid < 0
                || refusedAmid < 0) {
            throw new IllegalArgumentException("counts must be 0 or more, got: %d, %d, %d, %d, %d, %d"
                    .formatted(accepted, refused, acceptedInPause, refusedInPause, acceptedAmid, refusedAmid));
        }
    }

    /** Returns one call that was answered. */
    public static Counters oneAccepted(Duration latency, boolean inPause) {
        return new Counters(1, 0, inPause ? 1 : 0, 0, 0, 0, Latencies.of(latency));
    }

    /** Returns one call that was refused. */
    public static Counters oneRefused(boolean inPause) {
        return new Counters(0, 1, 0, inPause ? 1 : 0, 0, 0, Latencies.NONE);
    }

    /** Returns the sum. */
    public Counters plus(Counters other) {
        return new Counters(
                accepted + other.accepted,
                refused + other.refused,
                acceptedInPause + other.acceptedInPause,
                refusedInPause + other.refusedInPause,
                acceptedAmid + other.acceptedAmid,
                refusedAmid + other.refusedAmid,
                latencies.plus(other.latencies));
    }

    /** Returns what is left without those, all of which are among these: what the next epoch begins with. */
    public Counters minus(Counters other) {
        return new Counters(
                accepted - other.accepted,
                refused - other.refused,
                acceptedInPause - other.acceptedInPause,
                refusedInPause - other.refusedInPause,
                acceptedAmid - other.acceptedAmid,
                refusedAmid - other.refusedAmid,
                latencies.minus(other.latencies));
    }

    /** Returns the same, all of them sent between two that were refused. */
    Counters amid() {
        return new Counters(accepted, refused, acceptedInPause, refusedInPause, accepted, refused, latencies);
    }

    /** Returns all calls. */
    public long calls() {
        return accepted + refused;
    }

    /** Returns the refused of all calls, 0 to 1; 0 where there is no call. */
    public double refusedShare() {
        return calls() == 0 ? 0 : (double) refused / calls();
    }
}
