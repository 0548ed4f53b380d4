package dev.headgate.adaptive;

import dev.headgate.InvalidRequestException;

/** Checks of figures that are not whole. */
final class Figure {
    private Figure() {}

    /**
     * Returns {@code value}.
     *
     * @throws InvalidRequestException if it is below {@code least}, above {@code most}, or no number
     */
    static double between(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new InvalidRequestException(
                    "%s must be between %s and %s, got: %s".formatted(field, least, most, value));
        }
        return value;
    }
}
