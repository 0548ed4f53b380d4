package dev.headgate.bench.adaptive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The gate that all rates pass: calls spaced by the rate as it was when their slots were handed out. Slots handed out
 * before a pause was heard of are used; later ones lie behind it.
 */
abstract class Paced implements Competitor {
    private final double ahead;
    private final Deque<double[]> rates = new ArrayDeque<>();
    private double slot;
    private double pausedFrom = -1;
    private double pausedUntil = -1;

    Paced(double rate, double ahead) {
        this.ahead = ahead;
        rates.add(new double[] {Double.NEGATIVE_INFINITY, rate});
    }

    @Override
    public double nextSend(double now) {
        return slot >= pausedFrom + ahead && slot < pausedUntil ? pausedUntil : slot;
    }

    @Override
    public void sent(double now, long call) {
        while (rates.size() > 1 && second()[0] <= now - ahead) {
            rates.removeFirst();
        }
        slot = Math.max(slot, now) + 1 / rates.getFirst()[1];
    }

    @Override
    public void answered(Answer answer) {}

    /** Hears of several answers together, late. */
    void reported(List<Answer> answers, double now) {
        answers.forEach(this::answered);
    }

    void setRate(double now, double rate) {
        if (rate != rates.getLast()[1]) {
            rates.add(new double[] {now, rate});
        }
    }

    double rate() {
        return rates.getLast()[1];
    }

    /** Holds back what has no slot yet. */
    void pause(double now, double seconds) {
        pausedFrom = now;
        pausedUntil = now + seconds;
    }

    boolean isPaused(double at) {
        return at > pausedFrom && at < pausedUntil;
    }

    private double[] second() {
        var all = rates.iterator();
        all.next();
        return all.next();
    }
}
