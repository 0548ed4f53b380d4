package dev.headgate.adaptive;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * When a rate is reckoned.
 *
 * @param epoch how long outcomes are gathered, 1 s or more
 * @param calls and how many calls at least: below, one refusal is evidence enough
 * @param alarm so many refusals, if they are more than {@link Cutting#cutShare}, end an epoch after a second
 * @param lag how long a change of the rate takes until its outcomes are counted: slots that were handed out, latency,
 *     and the reporters' flush
 * @param late and so much longer, where fewer outcomes came than let a rate grow ({@link Growing#used}): environments report
 *     when they have many, and what one was late with is no sign that nobody called
 * @param patience an epoch may take this long, whatever {@code calls} says
 */
public record Measuring(Duration epoch, int calls, int alarm, Duration lag, Duration late, Duration patience) {
    public Measuring {
        Bounds.between("epoch", epoch, Duration.ofSeconds(1), Duration.ofMinutes(10));
        Bounds.between("calls", calls, 1, 1_000_000);
        Bounds.between("alarm", alarm, 1, 1_000_000);
        Bounds.between("lag", lag, Duration.ZERO, Duration.ofMinutes(10));
        Bounds.between("late", late, Duration.ZERO, Duration.ofMinutes(10));
        Bounds.between("patience", patience, epoch, Duration.ofDays(1));
    }

    public Measuring with(Duration otherEpoch, int otherCalls) {
        return new Measuring(otherEpoch, otherCalls, alarm, lag, late, patience);
    }

    static final Measuring DEFAULT = new Measuring(
            Duration.ofSeconds(2), 20, 5, Duration.ofMillis(1_600), Duration.ofSeconds(3), Duration.ofHours(1));
}
