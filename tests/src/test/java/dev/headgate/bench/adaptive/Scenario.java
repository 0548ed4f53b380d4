package dev.headgate.bench.adaptive;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * What happens to the gate in one run. All times are in seconds.
 *
 * @param group which of the ten scenarios it is, or is a variant of
 * @param asked the least utilisation that is asked of ours, in percent; 0 where none is
 * @param length how long it lasts
 * @param nominal what the downstream takes at best, calls a second
 * @param world what it takes, and how slow it is, by seed: moments differ a little, so that no phase is favoured
 * @param burst how many seconds of its capacity the downstream takes at once; below 0: a fixed window of so many seconds
 * @param demand {@link #ENDLESS} while calls are waiting without end, else the calls a second that come
 * @param retryAfter what a refusal says, by what would be true; NaN for nothing
 * @param heavyTailed whether a call's cost is drawn from a Pareto distribution
 * @param start the rate that was declared: where a competitor begins
 * @param ahead how far ahead of its slot a call is let go: changes of the rate come this late
 * @param granters how many environments report and reckon
 */
record Scenario(
        String name,
        String group,
        double asked,
        double length,
        double nominal,
        Function<SplittableRandom, World> world,
        double burst,
        Profile demand,
        DoubleUnaryOperator retryAfter,
        boolean heavyTailed,
        double start,
        double ahead,
        int granters) {
    static final double ENDLESS = 1e9;
    static final int FEW = 4;

    /** What the downstream is like over time: capacity in calls a second, and by what latencies are multiplied. */
    record World(Profile capacity, Profile slowness) {
        static World of(double... capacity) {
            return new World(Profile.of(capacity), Profile.of(0, 1));
        }
    }

    /** Returns 15 minutes with endless demand, half of the capacity declared, and a downstream that takes a second's burst. */
    static Builder of(String name, Function<SplittableRandom, World> world) {
        return new Builder(name, world);
    }

    /** A scenario in the making: what is not said is as in the first one. */
    static final class Builder {
        private final String name;
        private final Function<SplittableRandom, World> world;
        private String group;
        private double asked;
        private double length = 900;
        private double nominal = 100;
        private double burst = 1;
        private Profile demand = Profile.of(0, ENDLESS);
        private DoubleUnaryOperator retryAfter = _ -> Double.NaN;
        private boolean heavyTailed;
        private double start = 50;
        private double ahead = 0.5;
        private int granters = FEW;

        private Builder(String name, Function<SplittableRandom, World> world) {
            this.name = name;
            this.group = name;
            this.world = world;
        }

        Builder asked(double utilisation) {
            asked = utilisation;
            return this;
        }

        Builder in(String other) {
            group = other;
            return this;
        }

        Builder lasting(double seconds, double most) {
            length = seconds;
            nominal = most;
            return this;
        }

        Builder burst(double seconds) {
            burst = seconds;
            return this;
        }

        Builder demand(Profile calls) {
            demand = calls;
            return this;
        }

        Builder retryAfter(DoubleUnaryOperator said) {
            retryAfter = said;
            return this;
        }

        Builder heavyTails() {
            heavyTailed = true;
            return this;
        }

        Builder start(double rate) {
            start = rate;
            return this;
        }

        Builder racing(int many, double seconds) {
            granters = many;
            ahead = seconds;
            return this;
        }

        Scenario build() {
            return new Scenario(
                    name,
                    group,
                    asked,
                    length,
                    nominal,
                    world,
                    burst,
                    demand,
                    retryAfter,
                    heavyTailed,
                    start,
                    ahead,
                    granters);
        }
    }
}
