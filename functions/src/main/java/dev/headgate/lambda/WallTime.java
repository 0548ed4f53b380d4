package dev.headgate.lambda;

import dev.headgate.worker.Time;
import java.time.Instant;
import java.time.InstantSource;

/** The time of day, which all share that share a limit. */
record WallTime(InstantSource clock, Sleeper sleeper) implements Time {
    @Override
    public Instant now() {
        return clock.instant();
    }

    /** Sleeps again where a sleep ended early: the wall clock decides, and a call is never early. */
    @Override
    public void sleepUntil(Instant moment) throws InterruptedException {
        while (clock.instant().isBefore(moment)) {
            sleeper.sleepUntil(moment);
        }
    }
}
