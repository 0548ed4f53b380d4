package dev.headgate.adaptive;

import dev.headgate.InvalidRequestException;

/**
 * How a limit's rate follows; its state is apart. Rates are permits a second.
 *
 * @param floor the rate never falls below, above 0: without a call nothing would tell that the downstream is well again
 * @param ceiling the rate never passes, at least {@code floor}, at most 1,000,000
 * @param tuning the constants of the algorithm
 */
public record AdaptiveSettings(Mode mode, Algorithm algorithm, double floor, double ceiling, Tuning tuning) {
    private static final double LEAST = 1e-7;
    private static final double MOST = 1_000_000;

    /** @throws InvalidRequestException if floor or ceiling is out of its bounds */
    public AdaptiveSettings {
        if (!(floor >= LEAST && floor <= ceiling && ceiling <= MOST)) {
            throw new InvalidRequestException(
                    "floor and ceiling must be between %s and %s a second, floor not above ceiling, got: %s and %s"
                            .formatted(LEAST, MOST, floor, ceiling));
        }
    }

    /** Returns what a limit has that says no more than its floor and ceiling. */
    public static AdaptiveSettings of(double floor, double ceiling) {
        return new AdaptiveSettings(Mode.ON, Algorithm.GOODPUT, floor, ceiling, Tuning.DEFAULT);
    }

    /** Returns what holds while only this share of the ceiling may be used, in percent; the floor gives way to it. */
    public AdaptiveSettings under(int percent) {
        double most = Math.max(LEAST, ceiling * percent / 100);
        return percent == 100 ? this : new AdaptiveSettings(mode, algorithm, Math.min(floor, most), most, tuning);
    }

    /** Returns the rate within floor and ceiling; a figure that is none is the floor. */
    public double bounded(double rate) {
        return Double.isNaN(rate) ? floor : Math.clamp(rate, floor, ceiling);
    }
}
