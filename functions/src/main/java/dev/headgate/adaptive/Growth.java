package dev.headgate.adaptive;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;

/** What a rate does while nothing is refused. */
final class Growth implements Rule {
    private static final double MOST_AT_ONCE = 3;
    private static final double BELOW = 1.15;

    @Override
    public Course follow(Epoch epoch) {
        Course course = GoodputRule.calm(epoch);
        Growing growing = epoch.tuning().growing();
        boolean starting = course.phase() == Phase.STARTING;
        if (starting ? epoch.filled() < growing.filled() : epoch.used() < growing.used()) {
            return course.grownFrom(course.grownFrom().plus(Duration.ofNanos((long) (epoch.seconds() * 1e9))));
        }
        if (epoch.isSlow()) {
            return course;
        }
        if (starting) {
            return multiplied(epoch, course);
        }
        return epoch.isRare() ? grown(epoch, course) : Edge.silent(epoch, course);
    }

    private static Course multiplied(Epoch epoch, Course course) {
        double rate = epoch.settings().bounded(epoch.tuning().growing().start() * course.rate());
        return course.plateau(rate).summit(rate, false).rate(rate).grownFrom(epoch.now());
    }

    /** Where calls are rare. */
    private static Course grown(Epoch epoch, Course course) {
        double seconds = Math.min(MOST_AT_ONCE, epoch.grown(epoch.seconds()));
        double near =
                course.rate() < course.plateau() ? recovered(epoch, course, seconds) : looked(epoch, course, seconds);
        return course.rate(Math.max(course.rate(), Math.max(near, freed(epoch, course, seconds))));
    }

    /** Back to the plateau, in the time that it is then held. */
    private static double recovered(Epoch epoch, Course course, double seconds) {
        double gap = course.plateau() * (1 - epoch.tuning().cutting().beta());
        double rest = Epoch.inSeconds(epoch.tuning().growing().rest());
        return Math.min(course.plateau(), course.rate() + gap * seconds / rest);
    }

    /** Beyond it, slowly, once it was held; sooner where the capacity was higher before. */
    private static double looked(Epoch epoch, Course course, double seconds) {
        Growing growing = epoch.tuning().growing();
        boolean below = course.proven() > BELOW * course.plateau();
        double since = epoch.grown(Epoch.inSeconds(Duration.between(course.grownFrom(), epoch.now())));
        if (since < Epoch.inSeconds(below ? growing.restBelow() : growing.rest())) {
            return course.rate();
        }
        return course.rate() + (below ? growing.slopeBelow() : growing.slope()) * course.plateau() * seconds;
    }

    /** Far beyond it: the capacity has risen. Fast to where it was before, with care into the unknown. */
    private static double freed(Epoch epoch, Course course, double seconds) {
        Growing growing = epoch.tuning().growing();
        double rate = course.rate();
        if (rate <= growing.beyond() * course.plateau()) {
            return rate;
        }
        double near = growing.nearSummit() * course.proven();
        if (rate < near) {
            return Math.min(near, rate * (1 + growing.toSummit() * seconds));
        }
        return rate > growing.beyond() * course.proven() ? rate * (1 + growing.toUnknown() * seconds) : rate;
    }
}
