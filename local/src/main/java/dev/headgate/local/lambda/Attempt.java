package dev.headgate.local.lambda;

import java.time.Duration;
import java.util.Locale;

/**
 * One event in one environment.
 *
 * @param init how long the environment took to start, zero for a warm one
 * @param duration the time in the handler
 * @param reached whether the function's process has had the event, or would not start for it
 */
record Attempt(Event event, Outcome outcome, Duration init, Duration duration, boolean reached) {
    /** Runs an event; the log's lines of it are written when this returns. */
    static Attempt run(Event event, Environment environment, boolean cold, FunctionDefinition function)
            throws InterruptedException {
        Duration init = Duration.ZERO;
        if (cold) {
            Outcome started = environment.awaitInit();
            init = environment.age();
            if (!(started instanceof Outcome.Answered)) {
                return logged(new Attempt(event, started, init, Duration.ZERO, true), environment, function);
            }
        }
        environment.log().begin(event.requestId());
        long start = System.nanoTime();
        Outcome outcome = environment.handle(event);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return logged(new Attempt(event, outcome, init, duration, cold || event.taken()), environment, function);
    }

    private static Attempt logged(Attempt attempt, Environment environment, FunctionDefinition function)
            throws InterruptedException {
        EnvironmentLog log = environment.log();
        log.awaitBoundary(!attempt.usable());
        String requestId = attempt.event.requestId();
        switch (attempt.outcome) {
            case Outcome.TimedOut() ->
                log.line(environment.now() + " " + requestId + " " + ErrorPayloads.timedOutAfter(function.timeout()));
            case Outcome.Exited(int status) ->
                log.line("RequestId: " + requestId + " Error: " + ErrorPayloads.exitReason(status));
            case Outcome.Answered answered -> {}
            case Outcome.Failed failed -> {}
        }
        log.line("END RequestId: " + requestId);
        log.line(attempt.report(function));
        return attempt;
    }

    /** Returns whether the environment can take another event. */
    boolean usable() {
        return !processEnded() && !(init.isPositive() && duration.isZero());
    }

    boolean error() {
        return !(outcome instanceof Outcome.Answered);
    }

    byte[] payload(FunctionDefinition function) {
        return switch (outcome) {
            case Outcome.Answered(byte[] payload) -> payload;
            case Outcome.Failed(byte[] payload) -> payload;
            case Outcome.Exited(int status) -> ErrorPayloads.exited(event.requestId(), status);
            case Outcome.TimedOut() -> ErrorPayloads.timedOut(event.requestId(), function.timeout());
        };
    }

    private boolean processEnded() {
        return outcome instanceof Outcome.Exited || outcome instanceof Outcome.TimedOut;
    }

    /** Returns Lambda's REPORT line; the memory in use is not known here and left out. */
    private String report(FunctionDefinition function) {
        StringBuilder line = new StringBuilder("REPORT RequestId: " + event.requestId())
                .append("\tDuration: " + millis(duration) + " ms")
                .append("\tBilled Duration: " + (long) Math.ceil(duration.toNanos() / 1e6) + " ms")
                .append("\tMemory Size: " + function.memoryMegabytes() + " MB");
        if (init.isPositive()) {
            line.append("\tInit Duration: " + millis(init) + " ms");
        }
        if (outcome instanceof Outcome.TimedOut) {
            line.append("\tStatus: timeout");
        } else if (error()) {
            line.append("\tStatus: error\tError Type: " + ErrorPayloads.typeOf(payload(function)));
        }
        return line.toString();
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
