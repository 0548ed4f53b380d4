package dev.headgate.local.asl;

/** What a call fails with: the error name that a workflow's {@code ErrorEquals} sees, and its cause. */
public final class TaskFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String cause;

    public TaskFailedException(String error, String cause) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.cause = cause;
    }

    /** Returns the error's name, as {@code Lambda.TooManyRequestsException}. */
    public String error() {
        return error;
    }

    /** Returns what the service said; for a function's exception, its JSON text. */
    public String cause() {
        return cause;
    }
}
