package dev.headgate.bench.adaptive;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A rate that hears of answers as Headgate does: when the environment that had them reports, once in a second. A
 * Retry-After, where it is obeyed, holds all back at once.
 */
final class Reported implements Competitor {
    private final Paced rate;
    private final boolean obeys;
    private final SplittableRandom random;
    private final List<Environment> environments;

    Reported(Paced rate, boolean obeys, int granters, SplittableRandom random) {
        this.rate = rate;
        this.obeys = obeys;
        this.random = random;
        this.environments =
                IntStream.range(0, granters).mapToObj(_ -> new Environment()).toList();
    }

    private static final class Environment {
        private final List<Answer> heard = new ArrayList<>();
        private double reportedAt;
    }

    @Override
    public double nextSend(double now) {
        return rate.nextSend(now);
    }

    @Override
    public void sent(double now, long call) {
        rate.sent(now, call);
    }

    @Override
    public void answered(Answer answer) {
        Environment environment = environments.get(random.nextInt(environments.size()));
        environment.heard.add(answer);
        if (obeys && !Double.isNaN(answer.retryAfter()) && !rate.isPaused(answer.at())) {
            rate.pause(answer.at(), answer.retryAfter());
        }
        if (Math.floor(answer.at()) > Math.floor(environment.reportedAt)) {
            environment.reportedAt = answer.at();
            rate.reported(List.copyOf(environment.heard), answer.at());
            environment.heard.clear();
        }
    }

    @Override
    public double nextWake() {
        return rate.nextWake();
    }

    @Override
    public void wake(double now) {
        rate.wake(now);
    }
}
