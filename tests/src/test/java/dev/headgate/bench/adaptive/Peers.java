package dev.headgate.bench.adaptive;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The others, each family with its published setting first and then others around it, so that each can be compared at the
 * share of refused calls that ours has. All are told of every answer at once, and act on it at once: but where many
 * granters race, which is what that scenario is about, no slot is handed out ahead.
 */
final class Peers {
    private Peers() {}

    static List<Family> all() {
        return List.of(
                new Family("static", statics()),
                new Family("aimd", aimd()),
                new Family("sdk cubic", sdk()),
                new Family("alarm only", alarms()),
                new Family("vegas", vegas()),
                new Family("gradient2", gradient2()));
    }

    /** Shares of what the capacity is at best. */
    private static List<Contender> statics() {
        return settings(1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4)
                .map(share -> new Contender(
                        "static", share.toString(), (s, _) -> new StaticRate(share * s.nominal(), ahead(s))))
                .toList();
    }

    /** TCP Reno's half, and the 0.7 and 1 a second of a declared 50 that the peers have. */
    private static List<Contender> aimd() {
        return Stream.concat(
                        Stream.of(aimd(0.7, 0.02)),
                        settings(0.5, 0.7, 0.8, 0.9, 0.95)
                                .flatMap(beta ->
                                        settings(0.005, 0.01, 0.02, 0.04, 0.08).map(step -> aimd(beta, step))))
                .toList();
    }

    private static Contender aimd(double beta, double step) {
        return new Contender("aimd", beta + " " + step, (s, _) -> new AimdRate(s.start(), ahead(s), beta, step));
    }

    /** The SDK's constants are 0.7 and 0.4. */
    private static List<Contender> sdk() {
        return Stream.concat(
                        Stream.of(sdk(0.7, 0.4)),
                        settings(0.7, 0.8, 0.9, 0.95)
                                .flatMap(beta -> settings(0.02, 0.1, 0.4, 1.0).map(scale -> sdk(beta, scale))))
                .toList();
    }

    private static Contender sdk(double beta, double scale) {
        return new Contender("sdk", beta + " " + scale, (s, _) -> new SdkRate(s.start(), ahead(s), beta, scale));
    }

    private static List<Contender> alarms() {
        return Stream.concat(
                        Stream.of(alarm(0.7, 1.1)),
                        settings(0.5, 0.7, 0.85)
                                .flatMap(down -> settings(1.05, 1.1, 1.25).map(up -> alarm(down, up))))
                .toList();
    }

    private static Contender alarm(double down, double up) {
        return new Contender("alarm", down + " " + up, (s, _) -> new AlarmRate(s.start(), ahead(s), down, up));
    }

    private static List<Contender> vegas() {
        return Stream.concat(
                        Stream.of(
                                new Contender("vegas", "default", (_, _) -> new NetflixLimit(VegasLimit.newDefault()))),
                        settings(10.0, 20.0, 40.0, 60.0)
                                .map(most -> new Contender(
                                        "vegas",
                                        "at most " + most,
                                        (_, _) -> new NetflixLimit(VegasLimit.newBuilder()
                                                .maxConcurrency(most.intValue())
                                                .build()))))
                .toList();
    }

    private static List<Contender> gradient2() {
        return Stream.concat(
                        Stream.of(new Contender(
                                "gradient2", "default", (_, _) -> new NetflixLimit(Gradient2Limit.newDefault()))),
                        settings(10.0, 20.0, 30.0, 40.0, 60.0)
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

    private static double ahead(Scenario scenario) {
        return scenario.granters() > Scenario.FEW ? scenario.ahead() : 0;
    }

    /** Settings of one kind; the first is the published one. */
    record Family(String name, List<Contender> settings) {
        Contender published() {
            return settings.getFirst();
        }
    }
}
