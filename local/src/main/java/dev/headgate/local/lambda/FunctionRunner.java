package dev.headgate.local.lambda;

import dev.headgate.local.lambda.EnvironmentPool.Lease;
import java.util.UUID;

/** Runs the events of one function: concurrency, the choice of an environment, the counts. */
final class FunctionRunner implements AutoCloseable {
    private final FunctionDefinition function;
    private final EnvironmentPool pool;
    private final FunctionLog log;
    private final ReservedConcurrency reserved;
    private final Counters counters = new Counters();

    FunctionRunner(FunctionDefinition function, EnvironmentPool pool, FunctionLog log) {
        this.function = function;
        this.pool = pool;
        this.log = log;
        this.reserved = new ReservedConcurrency(function.reservedConcurrency());
    }

    FunctionDefinition function() {
        return function;
    }

    FunctionCounts counts() {
        return counters.snapshot();
    }

    ReservedConcurrency reserved() {
        return reserved;
    }

    FunctionLog log() {
        return log;
    }

    /**
     * Returns the answer to one event.
     *
     * @throws ThrottledException if the function has seen nothing of it
     */
    InvocationResult invoke(String requestId, byte[] payload) throws InterruptedException {
        try {
            if (!reserved.tryEnter()) {
                throw new ThrottledException(ThrottledException.Reason.RESERVED);
            }
            try {
                return invokeReserved(requestId, payload);
            } finally {
                reserved.leave();
            }
        } catch (ThrottledException throttled) {
            counters.throttled();
            throw throttled;
        }
    }

    /** An idle process may end just when it is given an event; the event then goes to another one. */
    private InvocationResult invokeReserved(String requestId, byte[] payload) throws InterruptedException {
        while (true) {
            Event event = new Event(requestId, payload, traceId());
            Lease lease = pool.take();
            Environment environment = lease.environment();
            boolean usable = false;
            try {
                Attempt attempt = attempt(event, lease);
                usable = attempt.usable();
                if (attempt.reached()) {
                    return result(attempt, environment.log().end());
                }
            } finally {
                pool.giveBack(environment, usable);
            }
        }
    }

    private Attempt attempt(Event event, Lease lease) throws InterruptedException {
        if (lease.cold()) {
            counters.started();
        }
        return Attempt.run(event, lease.environment(), lease.cold(), function);
    }

    private InvocationResult result(Attempt attempt, String logTail) {
        counters.ended(attempt);
        return new InvocationResult(
                attempt.payload(function), attempt.error(), attempt.event().requestId(), logTail);
    }

    /** Returns a trace header of X-Ray's form that nobody samples. */
    private static String traceId() {
        String hex = UUID.randomUUID().toString().replace("-", "");
        return "Root=1-" + hex.substring(0, 8) + "-" + hex.substring(8) + ";Parent=" + hex.substring(0, 16)
                + ";Sampled=0";
    }

    @Override
    public void close() {
        pool.close();
        log.close();
    }
}
