package dev.headgate.adjust;

import dev.headgate.Bounds;

/** Between which numbers something is adjusted. */
public record Range(int floor, int ceiling) {

    /**
     * Returns the range.
     *
     * @throws dev.headgate.InvalidRequestException if it is not {@code least <= floor <= ceiling <= most}
     */
    public static Range of(String name, int floor, int ceiling, int least, int most) {
        Bounds.between(name + ".Ceiling", ceiling, least, most);
        Bounds.between(name + ".Floor", floor, least, ceiling);
        return new Range(floor, ceiling);
    }

    /** Returns the share of the ceiling, rounded up, and never less than the floor. */
    public int at(Level level) {
        return (int) Math.max(floor, Math.ceilDiv((long) ceiling * level.percent(), (long) Level.TOP));
    }
}
