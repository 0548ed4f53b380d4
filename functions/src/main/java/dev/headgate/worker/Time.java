package dev.headgate.worker;

import java.time.Instant;

/** Wall time, or a clock that a test owns. */
public interface Time {
    Instant now();

    /** Returns at the moment or shortly after it, never before; at once if it has passed. */
    void sleepUntil(Instant moment) throws InterruptedException;
}
