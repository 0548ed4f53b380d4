package dev.headgate.adaptive;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;

/** Cuts to the goodput that refusals measure, trims by their share, and looks for more while there are none. */
final class GoodputRule implements Rule {
    private final Rule growth = new Growth();

    @Override
    public Course follow(Epoch epoch) {
        Tuning.Cutting cutting = epoch.tuning().cutting();
        double share = epoch.refusedShare();
        boolean starting = epoch.state().phase() == Phase.STARTING;
        if (epoch.isSparse() && epoch.counters().refused() > 0) {
            return sparse(epoch);
        }
        if (share >= cutting.shutShare() && !starting) {
            return shut(epoch);
        }
        if (epoch.state().phase() == Phase.SHUT && isOpenAgain(epoch)) {
            return reopened(epoch);
        }
        if (share > cutting.cutShare()) {
            return epoch.state().phase() == Phase.MEASURING ? measured(epoch) : cut(epoch);
        }
        Course calm = calm(epoch);
        return share > cutting.trimShare() ? trimmed(epoch, calm) : growth.follow(epoch);
    }

    /** The first refusals are of an epoch that began without them: its goodput is too high, never too low. */
    private static Course cut(Epoch epoch) {
        Course course = epoch.state().course();
        if (!epoch.isPast(course.cutAt())) {
            return course;
        }
        double goodput = Math.min(course.rate(), epoch.goodput());
        return fallen(epoch)
                .phase(Phase.MEASURING)
                .plateau(goodput)
                .rate(epoch.tuning().cutting().beta() * goodput)
                .cut(epoch.now());
    }

    /** An epoch that was refused from its beginning measures the capacity itself. */
    private static Course measured(Epoch epoch) {
        Course course = epoch.state().course();
        Tuning.Cutting cutting = epoch.tuning().cutting();
        if (epoch.goodput() >= course.plateau()) {
            return course.cut(epoch.now());
        }
        double plateau = course.plateau() + cutting.weight() * (epoch.goodput() - course.plateau());
        return course.plateau(plateau)
                .rate(Math.min(course.rate(), cutting.beta() * plateau))
                .cut(epoch.now());
    }

    /** Below a call in a second or so there are no shares, only single refusals. */
    private static Course sparse(Epoch epoch) {
        Course course = epoch.state().course();
        double sinceCut = Epoch.inSeconds(Duration.between(course.cutAt(), epoch.now()));
        if (!epoch.isPast(course.cutAt()) && sinceCut < 1.5 / course.rate()) {
            return course.phase(Phase.FOLLOWING);
        }
        double rate = epoch.tuning().cutting().sparse() * course.rate();
        Course fallen =
                fallen(epoch).phase(Phase.FOLLOWING).plateau(rate).rate(rate).cut(epoch.now());
        return fallen.fell() ? fallen : fallen.summit(rate, false);
    }

    private static Course shut(Epoch epoch) {
        Course course = epoch.state().course();
        double kept = course.phase() == Phase.SHUT ? course.plateau() : Math.max(course.plateau(), course.rate());
        return course.phase(Phase.SHUT)
                .plateau(kept)
                .rate(epoch.tuning().cutting().trickle() * kept)
                .cut(epoch.now());
    }

    private static boolean isOpenAgain(Epoch epoch) {
        return epoch.refusedShare() <= epoch.tuning().cutting().cutShare()
                || epoch.acceptedPerSecond() > 0.5 * epoch.state().plateau();
    }

    private static Course reopened(Epoch epoch) {
        double rate = epoch.tuning().cutting().reopened() * epoch.state().plateau();
        return epoch.state()
                .course()
                .phase(Phase.FOLLOWING)
                .plateau(rate)
                .rate(rate)
                .cut(epoch.now());
    }

    /** What is refused just below or at the plateau has fallen under it; what is refused far above went too far. */
    private static Course fallen(Epoch epoch) {
        Course course = epoch.state().course();
        boolean fell = course.phase() != Phase.STARTING
                && course.rate() <= epoch.tuning().growing().beyond() * course.plateau();
        return course.summit(Math.max(course.summit(), course.plateau()), fell);
    }

    /** Ends a measurement: what went too far has found its plateau, and there is nothing higher to return to. */
    static Course calm(Epoch epoch) {
        Course course = epoch.state().course();
        if (course.phase() != Phase.MEASURING) {
            return course;
        }
        Course found = course.phase(Phase.FOLLOWING);
        return found.fell() ? found : found.summit(found.plateau(), false);
    }

    private static Course trimmed(Epoch epoch, Course course) {
        if (!epoch.isPast(course.cutAt()) || !epoch.isPast(course.trimmedAt())) {
            return course;
        }
        double rate = course.rate()
                * (1 - epoch.refusedShare())
                * epoch.tuning().cutting().trim();
        double summit = rate > 0.9 * course.summit() ? rate : course.summit();
        return course.phase(Phase.FOLLOWING)
                .summit(Math.max(rate, summit), course.fell())
                .plateau(rate)
                .rate(rate)
                .trimmed(epoch.now());
    }
}
