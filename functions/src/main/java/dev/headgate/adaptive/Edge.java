package dev.headgate.adaptive;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;

/**
 * Steers a rate at the edge of what the downstream takes, where calls are many enough for shares.
 *
 * <p>What is refused there moves the rate in proportion to how far its share is from the wanted one. While nothing is
 * refused, the calls sent beyond the last edge are counted: a bucket that was empty then cannot have taken them unless more
 * flows into it. So many of them prove that the capacity has risen, before any refusal could say where it is now.
 */
final class Edge {
    private static final double MOST_AT_ONCE = 3;
    private static final double AT_SUMMIT = 0.95;

    private Edge() {}

    /** Returns the course after some refusals, too few for a cut. */
    static Course refused(Epoch epoch, Course course) {
        if (!epoch.isPast(course.cutAt())) {
            return course;
        }
        double wanted = epoch.tuning().cutting().trimShare();
        double off = epoch.refusedShare() - wanted;
        double gain =
                off > 0 ? epoch.tuning().cutting().trim() : settings(epoch).slope() / wanted;
        double rate = course.rate() * (1 - gain * seconds(epoch) * off);
        Course edge = course.phase(Phase.FOLLOWING).rate(rate).edge(rate, epoch.now());
        return rate > settings(epoch).kept() * course.summit() || !course.fell() ? edge.summit(rate, false) : edge;
    }

    /** Returns the course after an epoch without a refusal. */
    static Course silent(Epoch epoch, Course before) {
        Course course = Window.outlived(epoch, before);
        Steering settings = settings(epoch);
        Course longer = course.excess(excess(epoch, course));
        double rate = course.rate();
        double near = settings.near() * course.proven();
        if (rate < course.plateau()) {
            return recovered(epoch, longer);
        }
        if (longer.excess() > Math.max(1, settings.patience() * unit(epoch)) && rate < near) {
            return returned(epoch, course, near);
        }
        double proofs = longer.excess() / (settings.sure() * unit(epoch));
        double slope = proofs > 1 ? Math.min(settings.steep(), settings.toUnknown() * proofs) : looked(epoch, course);
        return longer.rate(rate * (1 + slope * seconds(epoch)));
    }

    /** After a cut, back to the plateau that was measured. */
    private static Course recovered(Epoch epoch, Course course) {
        double gap = course.plateau() * (1 - epoch.tuning().cutting().beta());
        double rate = course.rate()
                + gap * seconds(epoch) / Epoch.inSeconds(settings(epoch).recovery());
        return course.rate(Math.min(course.plateau(), rate)).grownFrom(epoch.now());
    }

    /**
     * A step towards the summit. Where it was is the edge now, until the step, too, has proved right; at the summit a
     * downstream's bucket is full, and what it has stored proves nothing.
     */
    private static Course returned(Epoch epoch, Course course, double near) {
        double next = course.rate() * (1 + settings(epoch).toSummit() * seconds(epoch));
        return next < near
                ? course.edge(course.rate(), epoch.now()).rate(next)
                : course.edge(near, epoch.now())
                        .rate(near)
                        .excess(-settings(epoch).stored() * near);
    }

    /** Returns by what the rate grows a second: the faster, the more refusals were due and did not come. */
    private static double looked(Epoch epoch, Course course) {
        if (Window.lasts(epoch, course)) {
            return Window.slope(course);
        }
        Steering settings = settings(epoch);
        double since = Epoch.inSeconds(Duration.between(course.grownFrom(), epoch.now()));
        double known =
                Math.max(0, since - Epoch.inSeconds(epoch.tuning().measuring().lag()));
        double calls = Math.max(course.rate(), settings.few());
        double missed = epoch.tuning().cutting().trimShare() * calls * known / settings.missed();
        double slope = course.rate() > AT_SUMMIT * course.summit()
                ? settings.slope() * (1 + missed * missed * settings.calm())
                : settings.slope() * (1 + missed * missed) * (course.fell() ? settings.eager() : settings.doubting());
        return Math.min(settings.most(), slope);
    }

    /**
     * Returns how many calls were sent beyond the last edge: those that were let go in the epoch before, by the lower rate of then
     * and now, are answered now. Not as many as were counted: reports come late, and where far fewer come nothing grows at all.
     */
    private static double excess(Epoch epoch, Course course) {
        double sent = Math.min(epoch.state().before(), epoch.state().rate());
        double beyond = (sent - course.plateau()) * epoch.seconds();
        return Math.max(Math.min(-unit(epoch), course.excess()), course.excess() + beyond);
    }

    /** Returns the calls of a second; where they are few, as many as stand for one. */
    private static double unit(Epoch epoch) {
        return Math.max(epoch.state().rate(), epoch.tuning().growing().unit());
    }

    private static double seconds(Epoch epoch) {
        return Math.min(MOST_AT_ONCE, epoch.grown(epoch.seconds()));
    }

    private static Steering settings(Epoch epoch) {
        return epoch.tuning().steering();
    }
}
