package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.Bounds;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.Operator;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.Reported;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The circuit checker: says just before a call whether it may be made, and takes its outcome after it; lets operators
 * change a circuit by hand.
 *
 * <p>Errors a workflow can name: {@code dev.headgate.InvalidRequestException},
 * {@code dev.headgate.UnknownCircuitException}, {@code dev.headgate.StoreUnavailableException} (not for CHECK, which the
 * circuit's settings answer then).
 */
public final class CircuitCheckerHandler implements RequestStreamHandler {
    private final CircuitBreaker circuits;
    private final Operator operator;
    private final InstantSource clock;

    @SuppressWarnings("unused") // held: the runtime holds it weakly
    private final Priming priming;

    /** Wires the parts from the template's variables. */
    public CircuitCheckerHandler() {
        this(new Wiring(Environment.ofProcess()));
    }

    private CircuitCheckerHandler(Wiring wiring) {
        this(wiring, wiring.tellingCircuitBreaker());
    }

    private CircuitCheckerHandler(Wiring wiring, CircuitBreaker circuits) {
        this(circuits, wiring.operator(circuits), InstantSource.system());
    }

    CircuitCheckerHandler(CircuitBreaker circuits, Operator operator, InstantSource clock) {
        this.circuits = circuits;
        this.operator = operator;
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
            case CHECK -> check(request, now);
            case REPORT -> report(request.toReport(), now);
            case RENEW -> renew(request, now);
            case FORCE, RESET -> CheckerAnswer.of(operator.carryOut(request.toOrder(), now));
        };
    }

    private CheckerAnswer check(CheckerRequest request, Instant now) {
        Admission admission = circuits.check(request.name(), request.lease(), now);
        CircuitMetrics.record(request.name(), admission);
        return CheckerAnswer.of(admission, now);
    }

    private CheckerAnswer report(Report report, Instant now) {
        Reported reported = circuits.report(report, now);
        CircuitMetrics.record(report, reported);
        return CheckerAnswer.of(reported);
    }

    private CheckerAnswer renew(CheckerRequest request, Instant now) {
        return CheckerAnswer.of(circuits.renew(
                request.name(),
                Bounds.present("generation", request.generation()),
                Bounds.present("probe", request.probe()),
                request.lease(),
                now));
    }
}
