package dev.headgate.adaptive;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * How the rate is steered at the edge. Growth is a share of the rate, a second; calls are counted in seconds of the rate.
 *
 * @param slope growth while nothing is refused, at first: small, so that refusals stop it before it has gone far
 * @param missed after so many refusals that were due and did not come it is twice as fast, and faster by their square
 * @param few as many refusals are taken to have been due as if there were so many calls a second, at least: how long a
 *     downstream takes to show that a rate is too high does not depend on the rate, if its burst is some seconds of it
 * @param calm how much less that counts at the summit, where the capacity has been before and ended
 * @param eager how many times as fast it is below the summit
 * @param most and never faster than this: what it grows until outcomes are known is too much
 * @param patience so many calls beyond the last edge, without a refusal, prove that the capacity has risen
 * @param toSummit how fast the rate then returns to the summit
 * @param near until how close to it
 * @param stored so many calls a downstream may have stored that was not used up; they prove nothing
 * @param sure so many calls prove that it has risen beyond the summit
 * @param toUnknown how fast the rate grows then, times how many times as many there are
 * @param steep but never faster than this
 * @param doubting as {@code eager}, where the rate once went too far and no edge was found since: what was measured then may
 *     be too low
 * @param recovery how long the way back to the plateau takes after a cut
 * @param kept an edge above this share of the summit is the summit
 */
public record Steering(
        double slope,
        double missed,
        double few,
        double calm,
        double eager,
        double most,
        double patience,
        double toSummit,
        double near,
        double stored,
        double sure,
        double toUnknown,
        double steep,
        double doubting,
        Duration recovery,
        double kept) {
    public Steering {
        Figure.between("slope", slope, 0, 1);
        Figure.between("missed", missed, 0.01, 1_000);
        Figure.between("few", few, 0, 1_000);
        Figure.between("calm", calm, 0, 1);
        Figure.between("eager", eager, 1, 100);
        Figure.between("most", most, slope, 1);
        Figure.between("patience", patience, 0, 100);
        Figure.between("toSummit", toSummit, 0, 1);
        Figure.between("near", near, 0.01, 1);
        Figure.between("stored", stored, 0, 1);
        Figure.between("sure", sure, patience, 1_000);
        Figure.between("toUnknown", toUnknown, 0, 1);
        Figure.between("steep", steep, 0, 1);
        Figure.between("doubting", doubting, 0, 100);
        Bounds.between("recovery", recovery, Duration.ofMillis(1), Duration.ofHours(1));
        Figure.between("kept", kept, 0, 1);
    }

    static final Steering DEFAULT = new Steering(
            0.001, 0.7, 100, 0.1, 6, 0.02, 0.05, 0.67, 0.97, 0.4, 1, 0.05, 0.1, 3, Duration.ofSeconds(2), 0.85);
}
