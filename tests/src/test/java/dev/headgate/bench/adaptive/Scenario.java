package dev.headgate.bench.adaptive;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * What happens to the gate in one run.
 *
 * @param group which of the ten scenarios it is or belongs to
 * @param seconds how long it lasts
 * @param capacity what the downstream takes, by seed: moments are moved a little, so that no phase is favoured
 * @param burst how many seconds of its capacity the downstream takes at once; below 0: a fixed window of so many seconds
 * @param demand 1 while calls are waiting without end, else the calls a second that come
 * @param slowness by what latencies are multiplied
 * @param retryAfter what a refusal says, by what it should say; NaN for nothing
 * @param heavyTailed whether a call's cost is drawn from a Pareto distribution
 * @param start the rate that is declared: where a competitor begins
 * @param ahead how far ahead of its slot a call is let go: changes of the rate come this late
 * @param granters how many environments report and reckon
 */
record Scenario(
        String name,
        String group,
        double seconds,
        Function<SplittableRandom, Profile> capacity,
        double burst,
        Profile demand,
        Function<SplittableRandom, Profile> slowness,
        DoubleUnaryOperator retryAfter,
        boolean heavyTailed,
        double start,
        double ahead,
        int granters) {

    static final double ENDLESS = 1e9;

    static Scenario of(String name, double seconds, Function<SplittableRandom, Profile> capacity) {
        return new Scenario(
                name, name, seconds, capacity, 1, Profile.of(0, ENDLESS), _ -> Profile.of(0, 1), _ -> Double.NaN, false, 50, 0.5, 4);
    }
    Scenario in(String group) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
    Scenario burst(double burst) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
    Scenario demand(Profile demand) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
    Scenario slowness(Function<SplittableRandom, Profile> slowness) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
    Scenario retryAfter(DoubleUnaryOperator retryAfter) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
    Scenario heavy() { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, true, start, ahead, granters); }
    Scenario start(double start) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
    Scenario racing(int granters, double ahead) { return new Scenario(name, group, seconds, capacity, burst, demand, slowness, retryAfter, heavyTailed, start, ahead, granters); }
}
