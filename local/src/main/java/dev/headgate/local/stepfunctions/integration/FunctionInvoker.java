package dev.headgate.local.stepfunctions.integration;

import dev.headgate.local.lambda.InvocationResult;
import dev.headgate.local.lambda.LambdaService;

/** Invokes functions for {@code lambda:invoke}. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * The function's answer, or the error it answered with.
     *
     * @throws dev.headgate.local.lambda.FunctionNotFoundException if there is no such function
     * @throws dev.headgate.local.lambda.ThrottledException if the function has seen nothing of the event
     * @throws InterruptedException when the execution was stopped or its time is over
     */
    InvocationResult invoke(String functionNameOrArn, byte[] payload) throws InterruptedException;

    /** Accepts an asynchronous event; what becomes of it is not told. */
    default void invokeAsync(String functionNameOrArn, byte[] payload) {
        Thread.ofVirtual().name("event " + functionNameOrArn).start(() -> {
            try {
                invoke(functionNameOrArn, payload);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The functions of the local run. */
    static FunctionInvoker of(LambdaService lambda) {
        return new FunctionInvoker() {
            @Override
            public InvocationResult invoke(String functionNameOrArn, byte[] payload) throws InterruptedException {
                return lambda.invoke(functionNameOrArn, payload);
            }

            @Override
            public void invokeAsync(String functionNameOrArn, byte[] payload) {
                lambda.invokeAsync(functionNameOrArn, payload);
            }
        };
    }
}
