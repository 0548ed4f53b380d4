package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.Reported;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The circuit checker: says just before a call whether it may be made, and takes its outcome after it.
 *
 * <p>Errors a workflow can name: {@code dev.headgate.InvalidRequestException},
 * {@code dev.headgate.UnknownCircuitException}, {@code dev.headgate.StoreUnavailableException}.
 */
public final class CircuitCheckerHandler implements RequestStreamHandler {
    private final CircuitBreaker circuits;
    private final InstantSource clock;

    @SuppressWarnings("unused") // held: the runtime holds it weakly
    private final Priming priming;

    /** Wires the parts from the template's variables. */
    public CircuitCheckerHandler() {
        this(new Wiring(Environment.ofProcess()).circuitBreaker(), InstantSource.system());
    }

    CircuitCheckerHandler(CircuitBreaker circuits, InstantSource clock) {
        this.circuits = circuits;
        this.clock = clock;
        this.priming = Priming.before(() -> circuits.peek("priming", clock.instant()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation.answer(input, output, context, CheckerRequest.class, this::answer);
    }

    private CheckerAnswer answer(CheckerRequest request) {
        Instant now = clock.instant();
        return switch (request.kind()) {
            case CHECK -> check(request.name(), now);
            case REPORT -> report(request.toReport(), now);
        };
    }

    private CheckerAnswer check(String circuit, Instant now) {
        Admission admission = circuits.check(circuit, now);
        CircuitMetrics.record(circuit, admission);
        return CheckerAnswer.of(admission, now);
    }

    private CheckerAnswer report(Report report, Instant now) {
        Reported reported = circuits.report(report, now);
        CircuitMetrics.record(report, reported);
        return CheckerAnswer.of(reported);
    }
}
