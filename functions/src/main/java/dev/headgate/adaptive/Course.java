package dev.headgate.adaptive;

import java.time.Instant;

/** The part of a {@link RateState} that a rule decides. */
record Course(
        double rate,
        RateState.Phase phase,
        double plateau,
        double summit,
        boolean fell,
        Instant cutAt,
        Instant trimmedAt,
        Instant grownFrom) {

    Course rate(double changed) {
        return new Course(changed, phase, plateau, summit, fell, cutAt, trimmedAt, grownFrom);
    }

    Course phase(RateState.Phase changed) {
        return new Course(rate, changed, plateau, summit, fell, cutAt, trimmedAt, grownFrom);
    }

    /** Returns the course with another plateau, and a summit that is not below it. */
    Course plateau(double changed) {
        return new Course(rate, phase, changed, Math.max(summit, changed), fell, cutAt, trimmedAt, grownFrom);
    }

    Course summit(double changed, boolean hasFallen) {
        return new Course(rate, phase, plateau, changed, hasFallen, cutAt, trimmedAt, grownFrom);
    }

    Course cut(Instant now) {
        return new Course(rate, phase, plateau, summit, fell, now, trimmedAt, now);
    }

    Course trimmed(Instant now) {
        return new Course(rate, phase, plateau, summit, fell, cutAt, now, now);
    }

    Course grownFrom(Instant moment) {
        return new Course(rate, phase, plateau, summit, fell, cutAt, trimmedAt, moment);
    }
}
