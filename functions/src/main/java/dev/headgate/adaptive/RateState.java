package dev.headgate.adaptive;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a downstream's rate, all of it: whoever has it can go on. Rates are permits a second; {@link
 * AdaptiveRate} takes any state for one within floor and ceiling, also one that is damaged.
 *
 * @param tick how often the rate was reckoned; a write is made on condition of it, so that one of many wins each
 * @param at when it was reckoned last
 * @param rate what is granted
 * @param before what was granted in the epoch before: calls of then are answered now
 * @param phase what the rate does
 * @param plateau what the downstream was last seen to take
 * @param summit what it took before it fell to the plateau: where to return to fast; at least the plateau
 * @param fell whether the plateau lies below the summit because the capacity fell, and not because the rate went too far: then
 *     it is no place to return to, but a sign that no edge was found since
 * @param cutAt when it was cut last
 * @param excess how many calls were sent beyond the plateau since it was last at the edge; below 0 where they first fill what
 *     the downstream may have stored
 * @param grownFrom from when on growth counts
 * @param baseline the usual latency; zero where none is known
 */
public record RateState(
        long tick,
        Instant at,
        double rate,
        double before,
        Phase phase,
        double plateau,
        double summit,
        boolean fell,
        Instant cutAt,
        double excess,
        Instant grownFrom,
        Duration baseline) {
    /** What a rate does. */
    public enum Phase {
        /** Nothing was refused yet: it doubles. */
        STARTING,
        /** It holds, trims and grows around the plateau. */
        FOLLOWING,
        /** Refusals are measuring what the downstream takes. */
        MEASURING,
        /** All is refused that is sent: a window is used up, and what it took in all is what a second takes. */
        SPENT,
        /** Nearly nothing is taken: a trickle asks whether that is over. */
        SHUT
    }

    /** Returns where a limit begins: at its declared rate, within floor and ceiling. */
    public static RateState starting(AdaptiveSettings settings, double declared, Instant now) {
        double rate = settings.bounded(declared);
        return new RateState(
                0, now, rate, rate, Phase.STARTING, rate, rate, false, Instant.EPOCH, 0, now, Duration.ZERO);
    }

    /** Returns the state with what a rule decided, a tick later. */
    RateState then(Course course, Instant now, Duration usual) {
        return new RateState(
                tick + 1,
                now,
                course.rate(),
                rate,
                course.phase(),
                course.plateau(),
                course.summit(),
                course.fell(),
                course.cutAt(),
                course.excess(),
                course.grownFrom(),
                usual);
    }

    RateState lowered(double lower) {
        return new RateState(tick, at, lower, before, phase, plateau, summit, fell, cutAt, excess, grownFrom, baseline);
    }

    Course course() {
        return new Course(rate, phase, plateau, summit, fell, cutAt, excess, grownFrom);
    }
}
