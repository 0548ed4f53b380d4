package dev.headgate.bench.permits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still while it is not its side's turn. What callers cache for seconds would else run out while the
 * others are measured, and be read again in their own time: twice as often as by callers who ask all the time.
 */
final class TurnClock implements InstantSource {
    private final InstantSource clock;
    private Duration stood = Duration.ZERO;
    private Instant stoppedAt;

    /** Stands still, at first. */
    TurnClock(InstantSource clock) {
        this.clock = clock;
        this.stoppedAt = clock.instant();
    }

    /** Goes on where it stopped. */
    synchronized void start() {
        stood = stood.plus(Duration.between(stoppedAt, clock.instant()));
    }

    synchronized void stop() {
        stoppedAt = clock.instant();
    }

    /** To be asked in its side's turn only. */
    @Override
    public synchronized Instant instant() {
        return clock.instant().minus(stood);
    }
}
