package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.permit.PermitEnds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what an execution that is over still has: releases its leases, cancels its permits that lie in the future. Called
 * by EventBridge, which tells of ends as well as it can; what it does not tell of ends by itself.
 *
 * <p>Called again, or late, it changes nothing that is not the execution's. One that was redriven meanwhile finds out at
 * its next use: a lease of an earlier epoch renews and releases nothing.
 */
public final class ReservationCleanupHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReservationCleanupHandler.class);

    private final PermitEnds ends;
    private final InstantSource clock;

    @SuppressWarnings("unused") // held: the runtime holds it weakly
    private final Priming priming;

    /** Wires the parts from the template's variables. */
    public ReservationCleanupHandler() {
        this(new Wiring(Environment.ofProcess()));
    }

    private ReservationCleanupHandler(Wiring wiring) {
        this(wiring.permitEnds(), InstantSource.system());
    }

    ReservationCleanupHandler(PermitEnds ends, InstantSource clock) {
        this.ends = ends;
        this.clock = clock;
        this.priming = Priming.before(() -> ends.endAll("priming", clock.instant()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation.answer(input, output, context, ExecutionEnd.class, this::cleanUp);
    }

    private Answer cleanUp(ExecutionEnd end) {
        int ended = ends.endAll(end.executionArn(), clock.instant());
        if (ended > 0) {
            LOG.info("{} permits of {} ended with it", ended, end.executionArn());
        }
        return new Answer(ended);
    }

    /** @param ended how many permits had to be ended */
    record Answer(int ended) {}
}
