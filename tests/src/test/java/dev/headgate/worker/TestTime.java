package dev.headgate.worker;

import java.time.Duration;
import java.time.Instant;

/** A clock that the test owns: who sleeps moves it, and nobody waits. */
final class TestTime implements Time {
    private Instant now;

    TestTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleepUntil(Instant moment) {
        now = moment.isAfter(now) ? moment : now;
    }

    synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }
}
