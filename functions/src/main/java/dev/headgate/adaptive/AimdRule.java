package dev.headgate.adaptive;

import dev.headgate.adaptive.RateState.Phase;

/**
 * Additive increase, multiplicative decrease (D. Chiu and R. Jain, <i>Analysis of the increase and decrease algorithms for
 * congestion avoidance in computer networks</i>, 1989): times β when more than the trim share was refused, once a hold; else a
 * step of the plateau, which is the rate of the last cut.
 */
final class AimdRule implements Rule {
    @Override
    public Course follow(Epoch epoch) {
        Course course = epoch.state().course().phase(Phase.FOLLOWING);
        Tuning tuning = epoch.tuning();
        if (epoch.refusedShare() > tuning.cutting().trimShare()) {
            return epoch.isPast(course.cutAt())
                    ? course.plateau(course.rate())
                            .rate(tuning.cutting().beta() * course.rate())
                            .cut(epoch.now())
                    : course;
        }
        if (epoch.used() < tuning.growing().used() || epoch.isSlow()) {
            return course;
        }
        double step = tuning.growing().toUnknown() * course.plateau() * epoch.grown(epoch.seconds());
        return course.rate(course.rate() + step);
    }
}
