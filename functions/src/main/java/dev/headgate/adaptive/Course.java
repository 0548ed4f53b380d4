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
        double excess,
        Instant grownFrom) {

    /** Returns what the downstream was seen to take: the summit that it fell from. A rate that only went too far proves none. */
    double proven() {
        return fell ? summit : plateau;
    }

    Course rate(double changed) {
        return new Course(changed, phase, plateau, summit, fell, cutAt, excess, grownFrom);
    }

    Course phase(RateState.Phase changed) {
        return new Course(rate, changed, plateau, summit, fell, cutAt, excess, grownFrom);
    }

    /** Returns the course with another plateau, and a summit that is not below it. */
    Course plateau(double changed) {
        return new Course(rate, phase, changed, Math.max(summit, changed), fell, cutAt, excess, grownFrom);
    }

    Course summit(double changed, boolean hasFallen) {
        return new Course(rate, phase, plateau, changed, hasFallen, cutAt, excess, grownFrom);
    }

    Course cut(Instant now) {
        return new Course(rate, phase, plateau, summit, fell, now, 0, now);
    }

    /** Returns the course with a plateau that was just seen to be all that the downstream takes. */
    Course edge(double at, Instant now) {
        return new Course(rate, phase, at, Math.max(summit, at), fell, cutAt, 0, now);
    }

    Course excess(double calls) {
        return new Course(rate, phase, plateau, summit, fell, cutAt, calls, grownFrom);
    }

    Course grownFrom(Instant moment) {
        return new Course(rate, phase, plateau, summit, fell, cutAt, excess, moment);
    }
}
