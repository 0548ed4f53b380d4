package dev.headgate.adaptive;

/**
 * The constants of the algorithms. Where no other source is named, a default is what reached the highest use at less than
 * 3 % of refused calls in the simulation ({@code ./headgate bench adaptive}; ADR 30).
 *
 * @param measuring when a rate is reckoned
 * @param cutting what refusals do
 * @param growing what their absence does
 * @param steering how the rate is steered at the edge of what the downstream takes
 * @param pausing what a Retry-After does
 */
public record Tuning(Measuring measuring, Cutting cutting, Growing growing, Steering steering, Pausing pausing) {
    /** What the benchmark measures. */
    public static final Tuning DEFAULT =
            new Tuning(Measuring.DEFAULT, Cutting.DEFAULT, Growing.DEFAULT, Steering.DEFAULT, Pausing.DEFAULT);

    public Tuning with(Measuring other) {
        return new Tuning(other, cutting, growing, steering, pausing);
    }

    public Tuning with(Cutting other) {
        return new Tuning(measuring, other, growing, steering, pausing);
    }

    public Tuning with(Pausing other) {
        return new Tuning(measuring, cutting, growing, steering, other);
    }
}
