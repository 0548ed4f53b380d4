package dev.headgate.local.lambda;

/** Thrown where Lambda would answer 429 TooManyRequestsException; the function has not seen the event. */
public final class ThrottledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ThrottledException(Reason reason) {
        super("Rate Exceeded.");
        this.reason = reason;
    }

    /** Returns which limit was reached. */
    public Reason reason() {
        return reason;
    }

    /** The limits, named as Lambda's {@code ThrottleReason} does. */
    public enum Reason {
        /** The function's reserved concurrency is in use. */
        RESERVED("ReservedFunctionConcurrentInvocationLimitExceeded"),
        /** No environment came free in time. */
        CONCURRENT("ConcurrentInvocationLimitExceeded");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        /** Returns the name in Lambda's answers. */
        public String wireName() {
            return wireName;
        }
    }
}
