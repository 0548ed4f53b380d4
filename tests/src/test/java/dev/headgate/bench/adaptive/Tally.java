package dev.headgate.bench.adaptive;

/** Counts a run, in bins of five seconds (or as many as five calls take). */
final class Tally {
    private final Scenario scenario;
    private final Profile capacity;
    private final double width;
    private final double[] sent;
    private final double[] taken;
    private long calls;
    private long refusals;
    private double accepted;

    Tally(Scenario scenario, Profile capacity) {
        this.scenario = scenario;
        this.capacity = capacity;
        double mean = capacity.integral(0, scenario.length()) / scenario.length();
        this.width = Math.max(5, 5 / mean);
        int bins = (int) Math.ceil(scenario.length() / width) + 1;
        this.sent = new double[bins];
        this.taken = new double[bins];
    }

    void count(double now, double cost, boolean wasAccepted) {
        calls++;
        int bin = (int) (now / width);
        sent[bin] += cost;
        if (wasAccepted) {
            taken[bin] += cost;
        } else {
            refusals++;
        }
        if (wasAccepted && saturated(now)) {
            accepted += cost;
        }
    }

    /** Returns whether nearly all of very many calls were refused: nothing more is to be learnt from that run. */
    boolean isHopeless() {
        return refusals > 100_000 && refusals > 0.9 * calls && accepted > 0;
    }

    Run run() {
        return new Run(accepted / offered(), (double) refusals / Math.max(1, calls), settling(), overshoot());
    }

    private double offered() {
        double sum = 0;
        double at = 0;
        while (at < scenario.length()) {
            double end = Math.min(scenario.length(), scenario.demand().nextAfter(at));
            sum += saturated(at) ? capacity.integral(at, end) : 0;
            at = end;
        }
        return sum;
    }

    private boolean saturated(double now) {
        return scenario.demand().at(now) >= Scenario.ENDLESS;
    }

    private double settling() {
        return capacity.starts()
                .filter(start -> start < scenario.length() && saturated(start))
                .map(this::settlingAfter)
                .average()
                .orElse(0);
    }

    private double settlingAfter(double start) {
        double end = Math.min(scenario.length(), capacity.nextAfter(start));
        double goal = capacity.at(start) * width;
        for (int bin = (int) Math.ceil(start / width); (bin + 1) * width <= end; bin++) {
            if (taken[bin] >= 0.9 * goal && sent[bin] <= 1.1 * goal) {
                return bin * width - start;
            }
        }
        return end - start;
    }

    private double overshoot() {
        double worst = 0;
        for (int bin = 0; (bin + 2) * width <= scenario.length(); bin++) {
            double from = bin * width;
            double room = capacity.integral(from, from + 2 * width);
            boolean steady = capacity.nextAfter(Math.max(0, from - 4 * width)) >= from + 2 * width && from >= 4 * width;
            if (steady && saturated(from) && saturated(from + 2 * width)) {
                worst = Math.max(worst, (sent[bin] + sent[bin + 1]) / room - 1);
            }
        }
        return worst;
    }
}
