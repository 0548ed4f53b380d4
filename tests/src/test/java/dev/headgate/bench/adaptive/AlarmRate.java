package dev.headgate.bench.adaptive;

/**
 * A CloudWatch alarm alone: of each 60 s period the share of refused calls, seen 60 s after the period's end. Above 5 % the
 * rate is cut, below 1 % it is raised.
 */
final class AlarmRate extends Paced {
    private static final double PERIOD = 60;
    private static final double LAG = 60;

    private final double down;
    private final double up;
    private final double[] refused = new double[2_000];
    private final double[] calls = new double[2_000];
    private int period;

    AlarmRate(double start, double ahead, double down, double up) {
        super(start, ahead);
        this.down = down;
        this.up = up;
    }

    @Override
    public void answered(Answer answer) {
        super.answered(answer);
        int bin = (int) (answer.at() / PERIOD);
        calls[bin]++;
        refused[bin] += answer.accepted() ? 0 : 1;
    }

    @Override
    public double nextWake() {
        return (period + 1) * PERIOD + LAG;
    }

    @Override
    public void wake(double now) {
        double share = calls[period] == 0 ? 0 : refused[period] / calls[period];
        if (share > 0.05) {
            setRate(now, rate() * down);
        } else if (share < 0.01 && calls[period] > 0) {
            setRate(now, rate() * up);
        }
        period++;
    }
}
