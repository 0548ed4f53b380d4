package dev.headgate.bench.adaptive;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** One run of one competitor through one scenario. */
final class Simulation {
    private static final double MEDIAN_LATENCY = 0.4;
    private static final double MEDIAN_REFUSAL = 0.1;
    private static final double SPREAD = 0.35;

    private final Scenario scenario;
    private final Profile slowness;
    private final Downstream downstream;
    private final SplittableRandom latencies;
    private final SplittableRandom costs;
    private final Tally tally;
    private final PriorityQueue<Answer> answers = new PriorityQueue<>();
    private double demandAt;
    private long calls;

    private Simulation(Scenario scenario, long seed) {
        this.scenario = scenario;
        SplittableRandom random =
                new SplittableRandom(seed * 7_919 + scenario.name().hashCode());
        Scenario.World world = scenario.world().apply(random.split());
        this.slowness = world.slowness();
        this.downstream = scenario.burst() < 0
                ? new Downstream.FixedWindow(world.capacity(), -scenario.burst())
                : new Downstream.Bucket(world.capacity(), scenario.burst());
        this.latencies = random.split();
        this.costs = random.split();
        this.tally = new Tally(scenario, world.capacity());
    }

    static Run run(Scenario scenario, Contender contender, long seed) {
        Simulation simulation = new Simulation(scenario, seed);
        return simulation.through(contender.enter(scenario, new SplittableRandom(seed)));
    }

    private Run through(Competitor competitor) {
        double now = 0;
        while (now < scenario.length() && !tally.isHopeless()) {
            double send = Math.max(demanded(now), competitor.nextSend(now));
            double answer = answers.isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : answers.peek().at();
            double wake = competitor.nextWake();
            if (send <= answer && send <= wake) {
                now = Math.max(now, send);
                demandAt = now;
                call(competitor, now);
            } else if (answer <= wake) {
                now = answer;
                competitor.answered(answers.poll());
            } else {
                now = wake;
                competitor.wake(now);
            }
        }
        return tally.run();
    }

    /** Returns from when on there is a call to make: at once, or spaced by the demand since the last. */
    private double demanded(double now) {
        double demand = scenario.demand().at(now);
        if (demand >= Scenario.ENDLESS) {
            return now;
        }
        double end = scenario.demand().nextAfter(now);
        return Math.min(end, demand <= 0 ? end : Math.max(now, demandAt + 1 / demand));
    }

    private void call(Competitor competitor, double now) {
        if (now >= scenario.length()) {
            return;
        }
        competitor.sent(now, ++calls);
        double cost = scenario.heavyTailed() ? pareto() : 1;
        boolean accepted = downstream.accepts(now, cost);
        double wait = accepted ? Double.NaN : scenario.retryAfter().applyAsDouble(downstream.readyAfter(now, cost));
        double median = accepted ? MEDIAN_LATENCY : MEDIAN_REFUSAL;
        double latency = median * slowness.at(now) * Math.exp(SPREAD * latencies.nextGaussian());
        answers.add(new Answer(calls, now, now + latency, accepted, wait));
        tally.count(now, cost, accepted);
    }

    /** Mean 1, shape 1.5, cut at 30. */
    private double pareto() {
        return Math.min(30, 0.354 * Math.pow(1 - costs.nextDouble(), -1 / 1.5));
    }
}
