package dev.headgate.bench.circuit;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Forced;
import dev.headgate.circuit.Operator;
import dev.headgate.circuit.Order;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Report;
import java.time.Duration;
import java.time.Instant;

/** A circuit of its own, which two environments have just seen closed, and a clock that stands still until it is moved. */
final class Scene {
    private static final Counts ENOUGH_TO_OPEN = new Counts(0, 20, 0);

    private final CircuitBreaker here;
    private final CircuitBreaker elsewhere;
    private final String circuit;
    private Instant now = Stand.T0;

    Scene(Stand stand) {
        circuit = stand.declare(Stand.BY_RATE);
        here = stand.environment();
        elsewhere = stand.environment();
        here.check(circuit, now);
        elsewhere.check(circuit, now);
    }

    Scene after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Admission check() {
        return here.check(circuit, now);
    }

    /** Returns what a check has allowed. */
    Admission.Allowed allowed() {
        return (Admission.Allowed) check();
    }

    void report(Outcome outcome) {
        send(here, Report.of(circuit, 1, null, outcome));
    }

    void report(Admission.Allowed probe, Outcome outcome) {
        send(here, Report.of(circuit, probe.generation(), probe.probe(), outcome));
    }

    void report(Counts counts) {
        send(here, new Report(circuit, 1, null, counts, null));
    }

    Report named(Outcome outcome) {
        return Report.of(circuit, 1, null, outcome).named("report-1");
    }

    void send(Report report) {
        send(here, report);
    }

    void sendElsewhere(Report report) {
        send(elsewhere, report);
    }

    private void send(CircuitBreaker breaker, Report report) {
        breaker.report(report, now);
    }

    void renew(Admission.Allowed probe) {
        here.renew(circuit, probe.generation(), java.util.Objects.requireNonNull(probe.probe()), null, now);
    }

    /** Opens it, as seen here. */
    Scene opened() {
        report(ENOUGH_TO_OPEN);
        return this;
    }

    Scene openedElsewhere() {
        sendElsewhere(new Report(circuit, 1, null, ENOUGH_TO_OPEN, null));
        return this;
    }

    /** Opens it and lets its time pass. */
    Scene due() {
        return opened().after(Stand.OPEN);
    }

    /** Has the operator hold it open; the order's record is not kept. */
    Scene forcedOpen() {
        new Operator(here, (_, _) -> {}).carryOut(new Order(circuit, Forced.FORCED_OPEN, null, "bench", "bench"), now);
        return this;
    }
}
