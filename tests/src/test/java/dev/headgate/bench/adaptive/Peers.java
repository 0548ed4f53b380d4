package dev.headgate.bench.adaptive;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The others, each family with its published setting first and then others around it, so that each can be compared at the
 * share of refused calls that ours has. The rates live in the same gate as ours: slots are handed out as far ahead, and
 * answers are heard of when environments report. How fast a rate grows before the first refusal, which the published ones
 * leave open, and whether it obeys a Retry-After, are settings, too. Netflix's limits are of one process, as they are meant:
 * nothing is ahead, and each answer is heard of at once.
 */
final class Peers {
    static final String OBEYING = " obeying";

    private Peers() {}

    static List<Family> all() {
        return List.of(
                new Family("static", true, statics()),
                new Family("aimd", true, aimd(News.REPORTED)),
                new Family("sdk cubic", true, sdk(News.REPORTED)),
                new Family("alarm only", true, alarms()),
                new Family("vegas", true, vegas()),
                new Family("gradient2", true, gradient2()),
                new Family("aimd told at once", false, some(aimd(News.AT_ONCE))),
                new Family("sdk cubic told at once", false, some(sdk(News.AT_ONCE))));
    }

    /** Each third: what is only shown need not be searched. */
    private static List<Contender> some(List<Contender> settings) {
        return IntStream.range(0, settings.size())
                .filter(at -> at % 3 == 0)
                .mapToObj(settings::get)
                .toList();
    }

    /** Multiples of what was declared: to know the capacity by hindsight is no setting. */
    private static List<Contender> statics() {
        return settings(1.0, 0.5, 0.8, 0.9, 1.1, 1.25, 1.5, 1.75, 2.0)
                .map(times -> new Contender(
                        "static", times.toString(), (s, _) -> new StaticRate(times * s.start(), s.ahead())))
                .toList();
    }

    /** 0.7 and 1 a second are PEERS'; a step is of what the downstream takes at best, known by hindsight. */
    private static List<Contender> aimd(News news) {
        return Stream.concat(
                        Stream.of(aimd(0.7, 0.01, 2)),
                        settings(0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
                                .flatMap(beta -> settings(0.0025, 0.005, 0.01, 0.02, 0.04)
                                        .flatMap(step -> settings(1.0, 1.2).map(first -> aimd(beta, step, first)))))
                .flatMap(news::obeying)
                .toList();
    }

    private static Rated aimd(double beta, double step, double first) {
        return new Rated(
                "aimd",
                beta + " " + step + " " + first,
                (s, ahead) -> new AimdRate(s.start(), ahead, beta, step * s.nominal(), first));
    }

    /** The SDK's constants are 0.7 and 0.4. */
    private static List<Contender> sdk(News news) {
        return Stream.concat(
                        Stream.of(sdk(0.7, 0.4, 2)),
                        settings(0.7, 0.9, 0.95, 0.98)
                                .flatMap(beta -> settings(0.002, 0.01, 0.05, 0.2)
                                        .flatMap(scale -> settings(1.2, 2.0).map(first -> sdk(beta, scale, first)))))
                .flatMap(news::obeying)
                .toList();
    }

    private static Rated sdk(double beta, double scale, double first) {
        return new Rated(
                "sdk",
                beta + " " + scale + " " + first,
                (s, ahead) -> new SdkRate(s.start(), ahead, beta, scale, first));
    }

    private record Rated(String family, String setting, BiFunction<Scenario, Double, Paced> rate) {}

    /** How a rate hears of answers. */
    private enum News {
        /** As ours does: in the same gate, by the same reports. */
        REPORTED,
        /** As nobody can in a fleet: at once, and no slot is handed out ahead. */
        AT_ONCE;

        /** Returns it deaf for Retry-After, and obeying. */
        Stream<Contender> obeying(Rated rated) {
            return this == AT_ONCE
                    ? Stream.of(new Contender(
                            rated.family(),
                            rated.setting(),
                            (s, _) -> rated.rate().apply(s, 0.0)))
                    : Stream.of(false, true)
                            .map(obeys -> new Contender(
                                    rated.family(),
                                    rated.setting() + (obeys ? OBEYING : ""),
                                    (s, random) -> new Reported(
                                            rated.rate().apply(s, s.ahead()), obeys, s.granters(), random)));
        }
    }

    private static List<Contender> alarms() {
        return Stream.concat(
                        Stream.of(alarm(0.7, 1.1)),
                        settings(0.5, 0.7, 0.85)
                                .flatMap(down -> settings(1.05, 1.1, 1.25).map(up -> alarm(down, up))))
                .toList();
    }

    private static Contender alarm(double down, double up) {
        return new Contender("alarm", down + " " + up, (s, _) -> new AlarmRate(s.start(), s.ahead(), down, up));
    }

    private static List<Contender> vegas() {
        return Stream.concat(
                        Stream.of(
                                new Contender("vegas", "default", (_, _) -> new NetflixLimit(VegasLimit.newDefault()))),
                        settings(10.0, 20.0, 30.0, 40.0, 45.0, 60.0)
                                .map(most -> new Contender(
                                        "vegas",
                                        "at most " + most,
                                        (_, _) -> new NetflixLimit(VegasLimit.newBuilder()
                                                .initialLimit(Math.min(20, most.intValue()))
                                                .maxConcurrency(most.intValue())
                                                .build()))))
                .toList();
    }

    private static List<Contender> gradient2() {
        return Stream.concat(
                        Stream.of(new Contender(
                                "gradient2", "default", (_, _) -> new NetflixLimit(Gradient2Limit.newDefault()))),
                        settings(10.0, 20.0, 30.0, 40.0, 45.0, 60.0)
                                .map(most -> new Contender(
                                        "gradient2",
                                        "at most " + most,
                                        (_, _) -> new NetflixLimit(Gradient2Limit.newBuilder()
                                                .minLimit(1)
                                                .initialLimit(10)
                                                .maxConcurrency(most.intValue())
                                                .build()))))
                .toList();
    }

    private static Stream<Double> settings(Double... values) {
        return Stream.of(values);
    }

    /**
     * Settings of one kind; the first is the published one.
     *
     * @param comparable whether it could stand in Headgate's place; what is told of everything at once could not
     */
    record Family(String name, boolean comparable, List<Contender> settings) {
        Contender published() {
            return settings.getFirst();
        }
    }
}
