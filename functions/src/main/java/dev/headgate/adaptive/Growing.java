package dev.headgate.adaptive;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * What the absence of refusals does, before the first one and where calls are rare. Shares are of the plateau or the rate, a
 * second, or, where calls are few, as long as {@code unit} of them take.
 *
 * @param rest how long the plateau is held before the rate looks beyond it
 * @param slope how fast it looks beyond
 * @param restBelow as {@code rest}, where the capacity fell from a summit and may return to it
 * @param slopeBelow as {@code slope}, there
 * @param beyond from how far above the plateau on the capacity has risen: growth is free
 * @param toSummit how fast the rate then returns to where it was before
 * @param nearSummit until how close to it
 * @param kept a rate that is refused below this share of the summit leaves the summit where it is
 * @param toUnknown how fast it grows where nothing is known; for AIMD, the step
 * @param start by what a rate is multiplied each epoch before the first refusal (slow start, RFC 5681)
 * @param firstCalls and how many calls such an epoch has at least
 * @param filled what of the rate must have been called before the first refusal: calls of a rate that grows so fast are
 *     answered late, and a rate that callers cannot follow goes too far before anything is refused
 * @param used what of the rate must have been asked for: an unused rate says nothing (RFC 7661)
 * @param unit how many calls a second stands for, at least
 * @param slowness above so many times the usual latency the rate does not grow
 */
public record Growing(
        Duration rest,
        double slope,
        Duration restBelow,
        double slopeBelow,
        double beyond,
        double toSummit,
        double nearSummit,
        double kept,
        double toUnknown,
        double start,
        double firstCalls,
        double filled,
        double used,
        double unit,
        double slowness) {
    public Growing {
        Bounds.between("rest", rest, Duration.ofMillis(1), Duration.ofHours(1));
        Bounds.between("restBelow", restBelow, Duration.ofMillis(1), Duration.ofHours(1));
        Figure.between("slope", slope, 0, 1);
        Figure.between("slopeBelow", slopeBelow, 0, 1);
        Figure.between("toSummit", toSummit, 0, 1);
        Figure.between("nearSummit", nearSummit, 0, 1);
        Figure.between("kept", kept, 0, 1);
        Figure.between("toUnknown", toUnknown, 0, 1);
        Figure.between("filled", filled, 0, 1);
        Figure.between("used", used, 0, 1);
        Figure.between("beyond", beyond, 1, 100);
        Figure.between("start", start, 1, 100);
        Figure.between("firstCalls", firstCalls, 1, 1_000);
        Figure.between("unit", unit, 1, 100);
        Figure.between("slowness", slowness, 1, 100);
    }

    static final Growing DEFAULT = new Growing(
            Duration.ofSeconds(6),
            0.006,
            Duration.ofSeconds(3),
            0.01,
            1.1,
            0.35,
            0.93,
            0.87,
            0.01,
            1.7,
            2,
            0.4,
            0.8,
            5,
            2);
}
