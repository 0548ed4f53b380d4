package dev.headgate.worker;

import java.time.Duration;
import java.time.Instant;

/** Until when the gateway asked to be left alone, as this batch has heard. Thread-safe. */
final class Pause {
    /** A dozen calls that are refused together name a dozen moments; they are one pause. */
    private static final Duration SAME = Duration.ofMillis(500);

    private Instant until = Instant.MIN;

    synchronized Instant until() {
        return until;
    }

    synchronized boolean covers(Instant moment) {
        return moment.isBefore(until);
    }

    /** Returns whether this is news: a pause that ends clearly later than the one that is known. */
    synchronized boolean extend(Instant moment) {
        boolean news = until.equals(Instant.MIN) || moment.isAfter(until.plus(SAME));
        until = moment.isAfter(until) ? moment : until;
        return news;
    }
}
