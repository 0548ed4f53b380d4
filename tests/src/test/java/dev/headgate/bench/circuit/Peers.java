package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Meter;
import dev.headgate.circuit.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The same calls through ours and through the peers' patterns, re-enacted on the same store. */
final class Peers {
    private static final int PER_SECOND = 100;
    private static final Duration HEALTHY = Duration.ofMinutes(1);
    private static final int HEALTHY_FLEET = 10;

    /** Everybody's rule in the outage; ours counts the fleet's failures. */
    private static final Thresholds FIVE_IN_A_ROW = new Thresholds(0, 0, Thresholds.DEFAULT_SLOW_AFTER, 1, 5);

    /** Shorter than the time for which any of them stays open. */
    private static final Duration OUTAGE = Duration.ofSeconds(9);

    /** The environments that calls of a second at this rate keep busy. */
    private static final int BUSY = 100;

    private static final double WRITE_UNIT = 0.625;
    private static final double READ_UNIT = 0.125;

    private final Stand stand;

    Peers(Stand stand) {
        this.stand = stand;
    }

    List<BenchRow> rows() {
        return Stream.concat(healthy(), outage()).toList();
    }

    private Stream<BenchRow> healthy() {
        Meter.Reading ours = used(ours(Stand.BY_RATE));
        return Stream.concat(
                beside("circuitbreaker-lambda", ours, used(circuitbreakerLambda())),
                beside("powertools", ours, used(powertools())));
    }

    private Meter.Reading used(Supplier<Breaker> environment) {
        return stand.used(() -> {
            Traffic traffic = new Traffic(fleet(HEALTHY_FLEET, environment), PER_SECOND);
            traffic.run(HEALTHY, true);
            traffic.finish();
        });
    }

    private static Stream<BenchRow> beside(String peer, Meter.Reading ours, Meter.Reading theirs) {
        String of = "-per-healthy-call-vs-" + peer;
        double calls = PER_SECOND * HEALTHY.toSeconds();
        return Stream.of(
                row("requests" + of, ours.requests() / calls, theirs.requests() / calls, "requests"),
                row("store-cost" + of, dollars(ours) / calls, dollars(theirs) / calls, "USD a million"));
    }

    private Stream<BenchRow> outage() {
        double ours = letThrough(ours(FIVE_IN_A_ROW));
        return Stream.of(
                row("calls-into-an-outage-vs-circuitbreaker-lambda", ours, letThrough(circuitbreakerLambda()), "calls"),
                row("calls-into-an-outage-vs-powertools", ours, letThrough(powertools()), "calls"));
    }

    private double letThrough(Supplier<Breaker> environment) {
        Traffic traffic = new Traffic(fleet(BUSY, environment), PER_SECOND);
        traffic.run(Duration.ofSeconds(2), true);
        return traffic.run(OUTAGE, false);
    }

    private static List<Breaker> fleet(int environments, Supplier<Breaker> environment) {
        return Stream.generate(environment).limit(environments).toList();
    }

    private Supplier<Breaker> ours(Thresholds thresholds) {
        String circuit = stand.declare(thresholds);
        return () -> new Headgate(stand.environment(), circuit);
    }

    private Supplier<Breaker> circuitbreakerLambda() {
        String table = stand.newTable();
        return () -> new CircuitbreakerLambda(stand.client(), table);
    }

    private Supplier<Breaker> powertools() {
        String table = stand.newTable();
        return () -> new Powertools(stand.client(), table);
    }

    private static double dollars(Meter.Reading used) {
        return used.writeUnits() * WRITE_UNIT + used.readUnits() * READ_UNIT;
    }

    private static BenchRow row(String id, double ours, double theirs, String unit) {
        return BenchRow.beside(id, ours, theirs, theirs / ours, unit);
    }
}
