package dev.headgate.circuit;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * How a half-open circuit finds out.
 *
 * @param probes how many calls may be out at once as probes, 1 to {@value #MOST_PROBES}
 * @param lease how long a probe may take that does not say, 1 s to 1 h: the longest time that a call takes, its time-out
 * @param closeBy what decides
 * @param successes how many probes must succeed to close, 1 to {@code probes}; only for {@link CloseBy#SUCCESSES}
 * @param timeout how long it may stay half-open before it opens again, 1 s to 1 h; or zero for as long as it takes, with
 *     a new round of probes where the last was given up
 */
public record Probing(int probes, Duration lease, CloseBy closeBy, int successes, Duration timeout) {
    /** With this many the item stays below 1 KB, so that each write costs one unit. */
    public static final int MOST_PROBES = 20;

    /** What closes a half-open circuit. */
    public enum CloseBy {
        /** So many successes; one failure opens it again at once. */
        SUCCESSES,
        /** The probes' failure and slow-call rates, as soon as the minimum of calls, or all probes if they are fewer, have reported. */
        RATE
    }

    /** @throws dev.headgate.InvalidRequestException if a value is out of its bounds */
    public Probing {
        Bounds.between("halfOpenProbes", probes, 1, MOST_PROBES);
        Bounds.between("probeLease", lease, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
        Bounds.between("successesToClose", successes, 1, probes);
        if (!timeout.isZero()) {
            Bounds.between("halfOpenFor", timeout, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
        }
    }

    /** Returns a probing that closes when all its probes have succeeded. */
    public static Probing allOf(int probes, Duration lease) {
        return new Probing(probes, lease, CloseBy.SUCCESSES, probes, Duration.ZERO);
    }

    boolean timesOut() {
        return !timeout.isZero();
    }
}
