package dev.headgate.local.asl;

/** Starts executions. Safe for use by many threads. */
public final class Interpreter {
    private final Services services;

    public Interpreter(Services services) {
        this.services = services;
    }

    /** Returns an execution that has been started. */
    public Execution start(StateMachine machine, ExecutionRequest request, ExecutionListener listener) {
        throw new UnsupportedOperationException(services + " " + machine + request + listener);
    }
}
