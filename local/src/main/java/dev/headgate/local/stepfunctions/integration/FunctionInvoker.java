package dev.headgate.local.stepfunctions.integration;

/** Invokes a function and waits for its answer; {@code LambdaService::invoke} fits. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * The function's answer, or the error it answered with.
     *
     * @throws InterruptedException when the execution was stopped or its time is over
     */
    Answer invoke(String functionNameOrArn, byte[] payload) throws Refused, InterruptedException;

    /**
     * What a function answered.
     *
     * @param functionError true where the payload is {@code {errorMessage, errorType, stackTrace}}
     */
    record Answer(byte[] payload, boolean functionError) {}

    /** The invocation did not happen. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String error;

        /**
         * A refusal.
         *
         * @param error the name of AWS's exception, such as {@code TooManyRequestsException}
         */
        public Refused(String error, String message) {
            super(message);
            this.error = error;
        }

        /** The name of AWS's exception, without {@code Lambda.}. */
        public String error() {
            return error;
        }
    }
}
