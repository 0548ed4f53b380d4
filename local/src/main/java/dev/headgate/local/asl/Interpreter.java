package dev.headgate.local.asl;

import dev.headgate.local.asl.jsonata.ImpureFunctions;

/** Starts executions. Safe for use by many threads. */
public final class Interpreter {
    private final Services services;
    private final ImpureFunctions functions;

    public Interpreter(Services services) {
        this.services = services;
        this.functions = new ImpureFunctions(services.time()::now, services.random());
    }

    /** Returns an execution that has been started; the listener may be told of it before this returns. */
    public Execution start(StateMachine machine, ExecutionRequest request, ExecutionListener listener) {
        Run run = new Run(services, functions, request, null);
        run.start(machine.flow(), machine.timeoutSeconds(), listener);
        return run;
    }
}
