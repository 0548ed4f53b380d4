package dev.headgate.bench.adaptive;

import dev.headgate.adaptive.AdaptiveRate;
import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Counters;
import dev.headgate.adaptive.Pause;
import dev.headgate.adaptive.RateState;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Headgate: environments that gather outcomes, add them to shared counters once in a second, and reckon the rate by a write
 * on condition of its tick. A write takes effect after {@link #WRITE} seconds; until then others reckon from what they saw,
 * and lose. Clocks differ by up to {@link #SKEW} seconds.
 */
final class Fleet extends Paced {
    private static final double WRITE = 0.01;
    private static final double SKEW = 0.05;

    private final AdaptiveSettings settings;
    private final AdaptiveRate adaptive;
    private final SplittableRandom random;
    private final Gathering[] environments;
    private Counters shared = Counters.NONE;
    private RateState state;
    private Pause pause;
    private RateState won;
    private Counters counted = Counters.NONE;
    private double wonAt = Double.POSITIVE_INFINITY;

    Fleet(Scenario scenario, AdaptiveSettings settings, SplittableRandom random) {
        super(scenario.start(), scenario.ahead());
        this.settings = settings;
        this.adaptive = new AdaptiveRate(settings);
        this.random = random;
        this.state = RateState.starting(settings, scenario.start(), at(0));
        this.won = state;
        this.pause = Pause.none(settings.tuning().pausing());
        this.environments = new Gathering[scenario.granters()];
        for (int i = 0; i < environments.length; i++) {
            environments[i] = new Gathering(random.nextDouble(-SKEW, SKEW));
        }
    }

    @Override
    public void answered(Answer answer) {
        Gathering environment = environments[random.nextInt(environments.length)];
        double now = answer.at();
        environment.note(answer, isPaused(answer.sentAt()));
        if (!answer.accepted() && !Double.isNaN(answer.retryAfter()) && !isPaused(now)) {
            hear(answer.retryAfter(), now);
        }
        if (Math.floor(now) > Math.floor(environment.flushedAt)) {
            environment.flushedAt = now;
            report(environment.take(), at(now + environment.skew), now);
        }
    }

    @Override
    public double nextWake() {
        return wonAt;
    }

    /** The write that won takes effect: what it counted is taken off, what came in the meantime stays. */
    @Override
    public void wake(double now) {
        state = won;
        pause = pause.learnt(counted, settings.tuning().pausing());
        shared = shared.minus(counted);
        wonAt = Double.POSITIVE_INFINITY;
        setRate(now, state.rate());
    }

    private void hear(double retryAfter, double now) {
        Duration said = Duration.ofNanos((long) (retryAfter * 1e9));
        pause = pause.heard(said, random.nextDouble(), settings.tuning().pausing(), at(now));
        pause(now, Duration.between(pause.from(), pause.until()).toNanos() / 1e9);
    }

    private void report(Counters counters, Instant clock, double now) {
        shared = shared.plus(counters);
        if (wonAt == Double.POSITIVE_INFINITY && adaptive.isDue(state, shared, clock)) {
            counted = shared;
            won = adaptive.next(state, counted, pause, clock);
            wonAt = now + WRITE;
        }
    }

    static Instant at(double seconds) {
        return Instant.ofEpochSecond(1_700_000_000).plusNanos((long) (seconds * 1e9));
    }
}
