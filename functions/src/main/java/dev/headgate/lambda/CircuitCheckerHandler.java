package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.Bounds;
import dev.headgate.StoreUnavailableException;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.Operator;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.Reported;
import dev.headgate.permit.Feedback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit checker: says just before a call whether it may be made, and takes its outcome after it; lets operators
 * change a circuit by hand.
 *
 * <p>Errors a workflow can name: {@code dev.headgate.InvalidRequestException},
 * {@code dev.headgate.UnknownCircuitException}, {@code dev.headgate.UnknownLimitException},
 * {@code dev.headgate.StoreUnavailableException} (not for CHECK, which the circuit's settings answer then).
 */
public final class CircuitCheckerHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitCheckerHandler.class);

    private final CircuitBreaker circuits;
    private final Operator operator;
    private final Feedback feedback;
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
        this(
                circuits,
                wiring.operator(circuits),
                wiring.feedback(new RateTelemetry(InstantSource.system(), Duration.ZERO)),
                InstantSource.system());
    }

    CircuitCheckerHandler(CircuitBreaker circuits, Operator operator, Feedback feedback, InstantSource clock) {
        this.circuits = circuits;
        this.operator = operator;
        this.feedback = feedback;
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
            case REPORT -> report(request, now);
            case RENEW -> renew(request, now);
            case FORCE, RESET -> CheckerAnswer.of(operator.carryOut(request.toOrder(), now));
        };
    }

    private CheckerAnswer check(CheckerRequest request, Instant now) {
        Admission admission = circuits.check(request.name(), request.lease(), now);
        feedback.flush(now);
        CircuitMetrics.record(request.name(), admission);
        return CheckerAnswer.of(admission, now);
    }

    /** What is wrong with the part for the limit is told before the circuit counts; a repeated REPORT tells the limit nothing. */
    private CheckerAnswer report(CheckerRequest request, Instant now) {
        ReportedCalls calls = request.toCalls();
        Report report = request.toReport(calls);
        Runnable forLimit = toLimit(request, calls, now);
        Reported reported = circuits.report(report, now);
        CircuitMetrics.record(report, reported);
        if (!(reported instanceof Reported.Dropped dropped && dropped.reason() == Reported.Reason.DUPLICATE)) {
            forLimit.run();
        }
        return CheckerAnswer.of(reported);
    }

    private Runnable toLimit(CheckerRequest request, ReportedCalls calls, Instant now) {
        String limit = request.limit();
        if (limit == null) {
            return () -> {};
        }
        CallEnd end = request.toCallEnd(calls, now);
        feedback.requireFits(limit, request.key(), now);
        return () -> record(limit, request.key(), end, now);
    }

    /** The circuit has counted: what the limit does not hear now it hears with the next outcome. */
    private void record(String limit, @Nullable String key, CallEnd end, Instant now) {
        try {
            feedback.record(limit, key, end, now);
        } catch (StoreUnavailableException e) {
            LOG.warn("A limit could not be told of an outcome", e);
        }
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
