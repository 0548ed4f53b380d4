package dev.headgate.bench.adaptive;

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989), each second: times {@code beta} where a call was
 * refused, but once in two seconds at most, so that one congestion is one cut; else plus {@code step} calls a second. Before
 * the first refusal it is multiplied by {@code first} (slow start, RFC 5681, with 2; 1 for none). Where a call takes longer
 * than a second to come, a second stands for one call.
 */
final class AimdRate extends Paced {
    private static final double HOLD = 2;

    private final double beta;
    private final double step;
    private final double first;
    private double tick = 1;
    private double cutAt = Double.NEGATIVE_INFINITY;
    private boolean refused;
    private int sent;

    AimdRate(double start, double ahead, double beta, double step, double first) {
        super(start, ahead);
        this.beta = beta;
        this.step = step;
        this.first = first;
    }

    @Override
    public void sent(double now, long call) {
        super.sent(now, call);
        sent++;
    }

    @Override
    public void answered(Answer answer) {
        super.answered(answer);
        refused |= !answer.accepted();
    }

    @Override
    public double nextWake() {
        return tick;
    }

    @Override
    public void wake(double now) {
        double period = Math.max(1, 1 / rate());
        if (refused && now - cutAt >= Math.max(HOLD, 2 / rate())) {
            setRate(now, rate() * beta);
            cutAt = now;
        } else if (!refused && sent >= 0.5 * rate() * period) {
            setRate(now, cutAt < 0 ? Math.max(first * rate(), rate() + step) : rate() + step);
        }
        refused = false;
        sent = 0;
        tick = now + Math.max(1, 1 / rate());
    }
}
