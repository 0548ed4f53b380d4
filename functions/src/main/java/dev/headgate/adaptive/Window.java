package dev.headgate.adaptive;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;

/**
 * A downstream that counts by the window: all is accepted until a window is used up, then nothing until the next begins. A
 * refused share says nothing there. What was accepted from the end of one window to the end of the next is what it takes.
 */
final class Window {
    /** In seconds: what looks like a shorter one may be anything. */
    private static final double SHORTEST = 8;

    /** Nor is a longer one a window of rates: that is a quota. */
    private static final double LONGEST = 60;

    /** In seconds of calls: what is owed more is owed since a window. */
    private static final double OWED = 2;

    /** So much of the rate is left at least, at once: it may be an outage. */
    private static final double LEAST = 0.7;

    /** A window's end comes this much earlier in the next one, if the capacity has not grown. */
    private static final double GROWTH = 0.01;

    /** In windows: where none has ended until then, there is none. */
    private static final double LATE = 1.3;

    /** Of so many calls amid refusals at least, so large a share at most was accepted. */
    private static final int EVIDENCE = 12;

    private static final double ACCEPTED = 0.05;

    private Window() {}

    /**
     * Returns the course while all is refused: the rate is what was accepted since the last window's end, by the time since. What
     * is refused so soon after a cut was sent before it.
     */
    static Course spent(Epoch epoch) {
        Course course = epoch.state().course();
        if (course.phase() == Phase.MEASURING && !epoch.isPast(course.cutAt())) {
            return course;
        }
        double before = course.phase() == Phase.SPENT ? course.plateau() : course.rate();
        double mean = before + (epoch.goodput() - before) * epoch.seconds() / Math.max(SHORTEST, since(epoch, course));
        double rate = Math.min(course.rate(), Math.max(LEAST * before, mean));
        return course.phase(Phase.SPENT).plateau(rate).rate(rate);
    }

    /** Returns the course once the next one has begun. It stores what the last one did: that calls are accepted proves nothing. */
    static Course renewed(Epoch epoch) {
        Course course = epoch.state().course();
        boolean lower = course.plateau() < epoch.tuning().steering().kept() * course.summit();
        return course.phase(Phase.FOLLOWING)
                .edge(course.plateau(), epoch.now())
                .summit(lower ? course.summit() : course.plateau(), lower && course.fell())
                .excess(owed(epoch, course, course.plateau()));
    }

    /** Returns the course when a downstream takes calls again that was shut: what of the time it took calls is what it takes. */
    static Course reopened(Epoch epoch) {
        Course course = epoch.state().course();
        double most = epoch.tuning().cutting().reopened();
        double open = seconds(Duration.between(course.grownFrom(), course.cutAt()));
        double share = open > 0 ? Math.clamp(open / since(epoch, course), LEAST, most) : most;
        double rate = share * course.plateau();
        Course reopened = course.phase(Phase.FOLLOWING)
                .plateau(rate)
                .summit(rate, false)
                .rate(rate)
                .cut(epoch.now());
        return open > 0 ? reopened.excess(owed(epoch, course, rate)) : reopened;
    }

    /** Returns whether a window of the last one's length may still last: single refusals begin or follow its end, and are no edge. */
    static boolean lasts(Epoch epoch, Course course) {
        return length(course) > 0 && since(epoch, course) < LATE * length(course);
    }

    /** Returns the course without what was owed, once no refusal came for longer than a window: then it was none, or has grown. */
    static Course outlived(Epoch epoch, Course course) {
        return length(course) > 0 && !lasts(epoch, course) ? course.excess(0) : course;
    }

    /** Returns whether a window is used up: nothing was accepted amid refusals. A bucket that is overrun takes a share. */
    static boolean isSpent(Epoch epoch) {
        Counters counters = epoch.counters();
        boolean likely = isUsedUp(epoch.state().phase()) || length(epoch.state().course()) > 0;
        int least = likely ? 1 : EVIDENCE;
        return counters.refusedAmid() >= least && counters.acceptedAmid() <= ACCEPTED * counters.refusedAmid();
    }

    private static boolean isUsedUp(Phase phase) {
        return phase == Phase.SPENT || phase == Phase.SHUT;
    }

    /** Returns by what a rate grows a second in a window: it is seen at its end only, whether that was too much. */
    static double slope(Course course) {
        return GROWTH / length(course);
    }

    /** Returns how long the last window was, by the calls that are owed since; 0 where there was none. */
    private static double length(Course course) {
        double owed = -course.excess() / course.plateau();
        return owed >= OWED ? Math.min(LONGEST, owed) : 0;
    }

    private static double owed(Epoch epoch, Course course, double rate) {
        return -rate * Math.clamp(since(epoch, course), OWED, LONGEST);
    }

    private static double since(Epoch epoch, Course course) {
        return seconds(Duration.between(course.grownFrom(), epoch.now()));
    }

    private static double seconds(Duration duration) {
        return Epoch.inSeconds(duration);
    }
}
