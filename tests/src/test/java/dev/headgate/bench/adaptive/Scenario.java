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
    static Scenario of(String name, Function<SplittableRandom, World> world) {
        return new Scenario(
                name, name, 0, 900, 100, world, 1, Profile.of(0, ENDLESS), _ -> Double.NaN, false, 50, 0.5, FEW);
    }

    Scenario asked(double utilisation) {
        return new Scenario(
                name,
                group,
                utilisation,
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

    Scenario in(String other) {
        return new Scenario(
                name,
                other,
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

    Scenario lasting(double seconds, double most) {
        return new Scenario(
                name,
                group,
                asked,
                seconds,
                most,
                world,
                burst,
                demand,
                retryAfter,
                heavyTailed,
                start,
                ahead,
                granters);
    }

    Scenario burst(double seconds) {
        return new Scenario(
                name,
                group,
                asked,
                length,
                nominal,
                world,
                seconds,
                demand,
                retryAfter,
                heavyTailed,
                start,
                ahead,
                granters);
    }

    Scenario demand(Profile calls) {
        return new Scenario(
                name,
                group,
                asked,
                length,
                nominal,
                world,
                burst,
                calls,
                retryAfter,
                heavyTailed,
                start,
                ahead,
                granters);
    }

    Scenario retryAfter(DoubleUnaryOperator said) {
        return new Scenario(
                name, group, asked, length, nominal, world, burst, demand, said, heavyTailed, start, ahead, granters);
    }

    Scenario heavyTails() {
        return new Scenario(
                name, group, asked, length, nominal, world, burst, demand, retryAfter, true, start, ahead, granters);
    }

    Scenario start(double rate) {
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
                rate,
                ahead,
                granters);
    }

    Scenario racing(int many, double seconds) {
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
                seconds,
                many);
    }
}
