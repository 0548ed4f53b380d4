package dev.headgate.bench.adaptive;

import java.util.List;

/**
 * The cubic of the AWS SDKs' adaptive retry mode, its state shared by all callers: a rate
 * measured in half seconds, a cut to {@code beta} of it at each throttle, and {@code scale·(t − K)³ + last maximum} since.
 * A test holds it to the SDK's own class. The rate before the first throttle, which the SDK leaves open, is the
 * declared, times {@code first} each second.
 */
final class SdkRate extends Paced {
    private static final double LEAST = 0.5;
    private static final double MOST = 1000;
    private static final double SMOOTH = 0.8;

    private final double beta;
    private final double scale;
    private final double first;
    private double measured;
    private double bin;
    private long answers;
    private double lastMaximum;
    private double lastThrottle;
    private double fillRate;
    private boolean enabled;
    private double doubleAt = 1;

    SdkRate(double start, double ahead, double beta, double scale, double first) {
        super(start, ahead);
        this.beta = beta;
        this.scale = scale;
        this.first = first;
    }

    @Override
    public void answered(Answer answer) {
        super.answered(answer);
        update(answer.at(), !answer.accepted());
        if (enabled) {
            setRate(answer.at(), fillRate);
        }
    }

    /** Each answer counts, as it is told of; but all refusals of one report are one, or a report would be many cuts. */
    @Override
    void reported(List<Answer> heard, double now) {
        boolean throttled = heard.stream().anyMatch(answer -> !answer.accepted());
        for (int i = 0; i < heard.size() - 1; i++) {
            update(now, false);
        }
        update(now, throttled);
        if (enabled) {
            setRate(now, fillRate);
        }
    }

    @Override
    public double nextWake() {
        return enabled ? Double.POSITIVE_INFINITY : doubleAt;
    }

    @Override
    public void wake(double now) {
        setRate(now, Math.min(MOST, first * rate()));
        doubleAt = now + 1;
    }

    /** Returns the new fill rate. */
    double update(double now, boolean throttled) {
        measure(now);
        double rate;
        if (throttled) {
            lastMaximum = enabled ? Math.min(measured, fillRate) : measured;
            lastThrottle = now;
            rate = lastMaximum * beta;
            enabled = true;
        } else {
            double window = Math.cbrt(lastMaximum * (1 - beta) / scale);
            rate = scale * Math.pow(now - lastThrottle - window, 3) + lastMaximum;
        }
        fillRate = Math.max(LEAST, Math.min(rate, 2 * measured));
        return fillRate;
    }

    private void measure(double now) {
        answers++;
        double current = Math.floor(now * 2) / 2;
        if (current > bin) {
            measured = answers / (current - bin) * SMOOTH + measured * (1 - SMOOTH);
            answers = 0;
            bin = current;
        }
    }
}
