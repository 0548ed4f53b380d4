package dev.headgate.bench.adaptive;

import dev.headgate.bench.adaptive.Scenario.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The ten scenarios, some with variants. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        Scenario.of("step", Scenarios::step).asked(96),
                        Scenario.of("other tenant", Scenarios::tenant).asked(90),
                        Scenario.of("brown-out", Scenarios::brownOut).asked(92),
                        Scenario.of("retry-after right", Scenarios::step)
                                .in("retry-after")
                                .retryAfter(Math::ceil),
                        Scenario.of("retry-after wrong", Scenarios::step)
                                .in("retry-after")
                                .retryAfter(_ -> 7),
                        Scenario.of("retry-after huge", Scenarios::step)
                                .in("retry-after")
                                .retryAfter(_ -> 3_600),
                        Scenario.of("burst 10 s", Scenarios::step)
                                .in("burst or window")
                                .burst(10),
                        Scenario.of("burst 60 s", Scenarios::step)
                                .in("burst or window")
                                .burst(60),
                        Scenario.of("window 10 s", Scenarios::step)
                                .in("burst or window")
                                .burst(-10),
                        Scenario.of("window 60 s", Scenarios::step)
                                .in("burst or window")
                                .burst(-60)
                                .retryAfter(Math::ceil),
                        Scenario.of("cold start", _ -> World.of(0, 100))
                                .lasting(120, 100)
                                .start(1),
                        Scenario.of("idle then flood", random -> World.of(0, 100, 400 + 20 * random.nextDouble(), 60))
                                .demand(Profile.of(0, Scenario.ENDLESS, 200, 3, 500, Scenario.ENDLESS)),
                        Scenario.of("heavy-tailed cost", Scenarios::step).heavyTails(),
                        Scenario.of("1 a minute", Scenarios::slow)
                                .lasting(28_800, 2 / 60.0)
                                .start(1 / 60.0),
                        Scenario.of("racing granters", Scenarios::step).racing(64, 2))
                .map(Scenario.Builder::build)
                .toList();
    }

    /** 100, then 40, then 100 again. */
    private static World step(SplittableRandom random) {
        double later = 10 * random.nextDouble();
        return World.of(0, 100, 290 + later, 40, 590 + later, 100);
    }

    /** 2 a minute, then 1, then 2 again, over eight hours. */
    private static World slow(SplittableRandom random) {
        double later = 600 * random.nextDouble();
        return World.of(0, 2 / 60.0, 9_600 + later, 1 / 60.0, 19_200 + later, 2 / 60.0);
    }

    /** Down to 10 for a minute, and five times as slow. */
    private static World brownOut(SplittableRandom random) {
        double from = 290 + 20 * random.nextDouble();
        return new World(Profile.of(0, 100, from, 10, from + 60, 100), Profile.of(0, 1, from, 5, from + 60, 1));
    }

    /** Another tenant takes half for 30 s of every 120. */
    private static World tenant(SplittableRandom random) {
        List<Double> pairs = new ArrayList<>(List.of(0.0, 100.0));
        for (double at = 90 * random.nextDouble() + 1; at < 900; at += 120) {
            pairs.addAll(List.of(at, 50.0, at + 30, 100.0));
        }
        return World.of(pairs.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
