package dev.headgate.bench.adaptive;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** What the issue asks to be compared. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        Function<SplittableRandom, Profile> step = r -> {
            double s = 10 * r.nextDouble();
            return Profile.of(0, 100, 290 + s, 40, 590 + s, 100);
        };
        Function<SplittableRandom, Profile> fixed = _ -> Profile.of(0, 100);
        Function<SplittableRandom, Profile> brownOut = r -> {
            double s = 20 * r.nextDouble();
            return Profile.of(0, 100, 290 + s, 10, 350 + s, 100);
        };
        Function<SplittableRandom, Profile> slow = r -> {
            double s = 20 * r.nextDouble();
            return Profile.of(0, 1, 290 + s, 5, 350 + s, 1);
        };
        Scenario stepped = Scenario.of("step", 900, step);
        return List.of(
                stepped,
                Scenario.of("other tenant", 900, Scenarios::tenant),
                Scenario.of("brown-out", 900, brownOut).slowness(slow),
                Scenario.of("retry-after right", 900, step).in("retry-after").retryAfter(x -> Math.ceil(x)),
                Scenario.of("retry-after wrong", 900, step).in("retry-after").retryAfter(_ -> 7),
                Scenario.of("retry-after huge", 900, step).in("retry-after").retryAfter(_ -> 3600),
                Scenario.of("burst 10 s", 900, step).in("burst").burst(10),
                Scenario.of("burst 60 s", 900, step).in("burst").burst(60),
                Scenario.of("window 10 s", 900, step).in("fixed window").burst(-10),
                Scenario.of("window 60 s", 900, step).in("fixed window").burst(-60).retryAfter(x -> Math.ceil(x)),
                Scenario.of("cold start", 120, fixed).start(1),
                Scenario.of("idle then flood", 900, r -> Profile.of(0, 100, 400 + 20 * r.nextDouble(), 60))
                        .demand(Profile.of(0, Scenario.ENDLESS, 200, 3, 500, Scenario.ENDLESS)),
                Scenario.of("heavy-tailed cost", 900, step).heavy(),
                Scenario.of("1 a minute", 28_800, r -> {
                            double s = 600 * r.nextDouble();
                            return Profile.of(0, 2 / 60.0, 9_600 + s, 1 / 60.0, 19_200 + s, 2 / 60.0);
                        })
                        .start(1 / 60.0),
                Scenario.of("racing granters", 900, step).racing(64, 2));
    }

    private static Profile tenant(SplittableRandom random) {
        List<Double> pairs = new ArrayList<>(List.of(0.0, 100.0));
        for (double at = 90 * random.nextDouble() + 1; at < 900; at += 120) {
            pairs.addAll(List.of(at, 50.0, at + 30, 100.0));
        }
        return Profile.of(pairs.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
