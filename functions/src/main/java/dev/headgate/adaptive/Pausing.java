package dev.headgate.adaptive;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * What a Retry-After does.
 *
 * @param first the longest pause that is believed at first
 * @param least the shortest that distrust makes of it
 * @param most the longest that confirmed pauses make of it
 * @param jitter up to which part of a pause is added to it, at random
 * @param evidence how many calls sent during a pause confirm or refute it
 */
public record Pausing(Duration first, Duration least, Duration most, double jitter, int evidence) {
    public Pausing {
        Bounds.between("least", least, Duration.ofMillis(1), Duration.ofHours(1));
        Bounds.between("first", first, least, Duration.ofHours(1));
        Bounds.between("most", most, first, Duration.ofHours(24));
        Figure.between("jitter", jitter, 0, 1);
        Bounds.between("evidence", evidence, 1, 1_000_000);
    }

    public Pausing with(Duration otherFirst, Duration otherMost) {
        return new Pausing(otherFirst, least, otherMost, jitter, evidence);
    }

    static final Pausing DEFAULT =
            new Pausing(Duration.ofSeconds(6), Duration.ofMillis(50), Duration.ofMinutes(5), 0.1, 3);
}
