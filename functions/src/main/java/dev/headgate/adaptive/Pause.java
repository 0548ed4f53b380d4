package dev.headgate.adaptive;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when a Retry-After holds everybody back, and how long such a header is believed.
 *
 * @param from when it was heard
 * @param until when calls may go again
 * @param bound the longest pause that is believed now: it grows with pauses that prove right and shrinks with those that
 *     prove wrong
 */
public record Pause(Instant from, Instant until, Duration bound) {
    private static final int DISTRUST = 8;

    /** Returns no pause. */
    public static Pause none(Pausing pausing) {
        return new Pause(Instant.EPOCH, Instant.EPOCH, pausing.first());
    }

    /**
     * Returns the pause that this header makes: of the time that it says, bounded, and up to a tenth more, so that gates do not
     * reopen together. While a pause lasts, nothing: a dozen refused calls name a dozen moments, and are one pause.
     *
     * @param retryAfter what the header says; zero and less pauses nothing
     * @param jitter 0 to 1, drawn at random
     */
    public Pause heard(Duration retryAfter, double jitter, Pausing pausing, Instant now) {
        if (covers(now) || retryAfter.isNegative() || retryAfter.isZero()) {
            return this;
        }
        Duration believed = retryAfter.compareTo(bound) > 0 ? bound : retryAfter;
        long extra = (long) (believed.toNanos() * pausing.jitter() * Math.clamp(jitter, 0, 1));
        return new Pause(now, now.plus(believed).plusNanos(extra), bound);
    }

    /**
     * Returns the pause with what the epoch's calls prove that were sent while it lasted (slots that were handed out before).
     * Were they accepted, the header was wrong, and the next is believed for an eighth as long; were they refused, twice as
     * long. Distrust is quick: a pause too long costs all that could have been sent, one too short a few refusals.
     */
    public Pause learnt(Counters counters, Pausing pausing) {
        long accepted = counters.acceptedInPause();
        long refused = counters.refusedInPause();
        if (accepted + refused < pausing.evidence() || (refused >= accepted && refused <= 2 * accepted)) {
            return this;
        }
        Duration changed = accepted > refused ? bound.dividedBy(DISTRUST) : bound.multipliedBy(2);
        return new Pause(from, until, clamped(changed, pausing));
    }

    /** Returns whether a call sent at that moment was sent although it lasted. */
    public boolean covers(Instant moment) {
        return moment.isAfter(from) && moment.isBefore(until);
    }

    private static Duration clamped(Duration bound, Pausing pausing) {
        Duration atMost = bound.compareTo(pausing.most()) > 0 ? pausing.most() : bound;
        return atMost.compareTo(pausing.least()) < 0 ? pausing.least() : atMost;
    }
}
