package dev.headgate.adaptive;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;

/** Cuts to the goodput that refusals measure, is steered at the edge by their share, and looks for more while there are none. */
final class GoodputRule implements Rule {
    private static final double TOO_FAR = 1.25;

    /** So many calls of a trickle in as long as the downstream has been shut: that it opens shows a twentieth of that time later. */
    private static final double TRICKLE_CALLS = 20;

    /** A second. */
    private static final double LEAST_TRICKLE = 1;

    /** In seconds: by then all is answered that was sent before the trickle, and what is accepted among refusals is news. */
    private static final double LAST_OF_BEFORE = 5;

    private final Rule growth = new Growth();

    @Override
    public Course follow(Epoch epoch) {
        Phase phase = epoch.state().phase();
        double share = epoch.refusedShare();
        if (epoch.isSparse() && epoch.counters().refused() > 0 && phase != Phase.SHUT) {
            return sparse(epoch);
        }
        if (phase == Phase.STARTING) {
            return started(epoch);
        }
        if (share >= epoch.tuning().cutting().shutShare()) {
            return shut(epoch);
        }
        if (phase == Phase.SHUT && isOpenAgain(epoch)) {
            return Window.reopened(epoch);
        }
        if (Window.isSpent(epoch)) {
            return phase == Phase.SHUT ? stillShut(epoch) : Window.spent(epoch);
        }
        if (share > epoch.tuning().cutting().cutShare()) {
            return phase == Phase.MEASURING ? measured(epoch) : cut(epoch);
        }
        return share > 0 ? atTheEdge(epoch) : growth.follow(epoch);
    }

    private Course started(Epoch epoch) {
        Cutting cutting = epoch.tuning().cutting();
        if (epoch.refusedShare() > cutting.cutShare()) {
            return cut(epoch);
        }
        return epoch.refusedShare() > cutting.trimShare() ? atTheEdge(epoch) : growth.follow(epoch);
    }

    /** The first refusals are of an epoch that began without them: its goodput is too high, never too low. */
    private static Course cut(Epoch epoch) {
        Course course = epoch.state().course();
        if (!epoch.isPast(course.cutAt())) {
            return course;
        }
        Cutting cutting = epoch.tuning().cutting();
        double goodput = Math.min(course.rate(), epoch.goodput());
        double found = course.phase() == Phase.STARTING
                ? cutting.first() * Math.min(goodput, epoch.acceptedPerSecond())
                : goodput;
        return fallen(epoch)
                .phase(Phase.MEASURING)
                .plateau(found)
                .rate(cutting.beta() * found)
                .cut(epoch.now());
    }

    /**
     * An epoch that was refused from its beginning measures the capacity itself: by the share that was taken, which is too low
     * while the rate falls, since refusals are answered sooner; or by the count, which is too low where a report is late.
     */
    private static Course measured(Epoch epoch) {
        Course course = epoch.state().course();
        Cutting cutting = epoch.tuning().cutting();
        double found = Math.max(epoch.goodput(), epoch.acceptedPerSecond());
        double weighed = course.plateau() + cutting.weight() * (found - course.plateau());
        double plateau = Math.min(weighed, Math.max(course.rate(), course.plateau()));
        return course.plateau(plateau)
                .rate(Math.min(course.rate(), cutting.beta() * plateau))
                .cut(epoch.now());
    }

    /** Below a call in a second or so there are no shares, only single refusals. */
    private static Course sparse(Epoch epoch) {
        Course course = epoch.state().course();
        if (!epoch.isPast(course.cutAt()) && sinceCut(epoch) < 1.5 / course.rate()) {
            return course.phase(Phase.FOLLOWING);
        }
        double rate = epoch.tuning().cutting().sparse() * course.rate();
        Course fallen = fallenOfFew(epoch)
                .phase(Phase.FOLLOWING)
                .plateau(rate)
                .rate(rate)
                .cut(epoch.now());
        return fallen.fell() ? fallen : fallen.summit(rate, false);
    }

    private static Course shut(Epoch epoch) {
        Course course = epoch.state().course();
        if (course.phase() == Phase.SHUT) {
            return stillShut(epoch);
        }
        double kept = course.phase() == Phase.SPENT ? course.plateau() : Math.max(course.plateau(), course.rate());
        Course shut = course.phase(Phase.SHUT)
                .plateau(kept)
                .rate(epoch.tuning().cutting().trickle() * kept)
                .cut(epoch.now());
        return course.phase() == Phase.SPENT ? shut.grownFrom(course.grownFrom()) : shut;
    }

    /** The longer a downstream is shut, the more seldom it is asked: each call of a trickle costs its caller a refusal. */
    private static Course stillShut(Epoch epoch) {
        Course course = epoch.state().course();
        return course.rate(Math.min(course.rate(), Math.max(LEAST_TRICKLE, TRICKLE_CALLS / sinceCut(epoch))));
    }

    private static boolean isOpenAgain(Epoch epoch) {
        return epoch.refusedShare() <= epoch.tuning().cutting().cutShare()
                || epoch.acceptedPerSecond() > 0.5 * epoch.state().plateau()
                || sinceCut(epoch) > LAST_OF_BEFORE;
    }

    /** In seconds: while the downstream is shut, for how long it has been. */
    private static double sinceCut(Epoch epoch) {
        return Epoch.inSeconds(Duration.between(epoch.state().course().cutAt(), epoch.now()));
    }

    /** What is refused has fallen, if it was known; a rate far above its summit went too far. */
    private static Course fallen(Epoch epoch) {
        Course course = epoch.state().course();
        boolean known = course.phase() != Phase.STARTING && course.rate() <= TOO_FAR * course.summit();
        return course.summit(known ? course.proven() : Math.max(course.summit(), course.plateau()), known);
    }

    /** Of few calls, what is refused near the plateau, or far below the summit, has fallen. */
    private static Course fallenOfFew(Epoch epoch) {
        Course course = epoch.state().course();
        Growing growing = epoch.tuning().growing();
        boolean near = course.rate() <= growing.beyond() * course.plateau();
        boolean below = course.rate() < growing.kept() * course.summit();
        return course.summit(
                Math.max(course.summit(), course.plateau()), course.phase() != Phase.STARTING && (near || below));
    }

    /**
     * Ends a measurement. What went too far has found its plateau; nothing higher is proven, but what few refusals measured may
     * be too low by far. The bucket may have filled up meanwhile.
     */
    static Course calm(Epoch epoch) {
        Course course = epoch.state().course();
        if (course.phase() == Phase.SPENT) {
            return Window.renewed(epoch);
        }
        if (course.phase() != Phase.MEASURING) {
            return course;
        }
        Steering edge = epoch.tuning().steering();
        Course found = course.phase(Phase.FOLLOWING).excess(-edge.stored() * course.plateau());
        boolean lower = found.plateau() < edge.kept() * found.summit();
        return lower ? found : found.summit(found.plateau(), false);
    }

    private static Course atTheEdge(Epoch epoch) {
        Course calm = calm(epoch);
        if (Window.lasts(epoch, calm)) {
            return calm;
        }
        return epoch.isRare() ? trimmed(epoch, calm) : Edge.refused(epoch, calm);
    }

    /** Where calls are few, one refusal is a large share: the rate is trimmed by it, and a hundredth. */
    private static Course trimmed(Epoch epoch, Course course) {
        if (!epoch.isPast(course.cutAt())) {
            return course;
        }
        double rate = course.rate() * (1 - epoch.refusedShare()) * 0.99;
        double summit = rate > epoch.tuning().steering().kept() * course.summit() ? rate : course.summit();
        return course.phase(Phase.FOLLOWING)
                .summit(Math.max(rate, summit), course.fell())
                .rate(rate)
                .edge(rate, epoch.now());
    }
}
