package dev.headgate.lambda;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Calls;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.State;
import dev.headgate.worker.Circuit;
import dev.headgate.worker.Tally;
import java.time.Duration;
import java.time.Instant;

/** The gateway's circuit, by its name. */
record GatewayCircuit(CircuitBreaker breaker, String circuit) implements Circuit {
    /** The longest that a circuit stays open; a header may name any time. */
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Admission peek(Instant now) {
        return breaker.peek(circuit, now);
    }

    @Override
    public Admission check(Instant now) {
        return breaker.check(circuit, now);
    }

    /** Ignored calls count nothing, but give their probe back. */
    @Override
    public State report(Tally tally, Instant now) {
        Calls calls = new Calls(tally.calls());
        Duration retryAfter = tally.retryAfter()
                .map(asked -> asked.compareTo(LONGEST) > 0 ? LONGEST : asked)
                .orElse(null);
        return breaker.report(new Report(circuit, tally.generation(), tally.probe(), calls, retryAfter), now)
                .state();
    }
}
