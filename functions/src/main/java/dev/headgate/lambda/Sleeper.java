package dev.headgate.lambda;

import java.time.Instant;

/** Waits until a moment, and not at all if it is past. Injected, so that tests own the time. */
@FunctionalInterface
interface Sleeper {
    void sleepUntil(Instant moment) throws InterruptedException;
}
