package dev.headgate.bench.circuit;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Report;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ours, as an environment of its own for each caller: fewer would share what they see and gather, and use less. */
final class Headgate implements Breaker {
    private final CircuitBreaker breaker;
    private final String circuit;
    private long generation;
    private @Nullable Long probe;

    Headgate(CircuitBreaker breaker, String circuit) {
        this.breaker = breaker;
        this.circuit = circuit;
    }

    @Override
    public boolean allows(Instant now) {
        Admission admission = breaker.check(circuit, now);
        generation = admission.generation();
        probe = admission instanceof Admission.Allowed allowed ? allowed.probe() : null;
        return admission instanceof Admission.Allowed;
    }

    @Override
    public void succeeded(Instant now) {
        breaker.report(Report.of(circuit, generation, probe, Outcome.SUCCESS), now);
    }

    @Override
    public void failed(Instant now) {
        breaker.report(Report.of(circuit, generation, probe, Outcome.FAILURE), now);
    }
}
