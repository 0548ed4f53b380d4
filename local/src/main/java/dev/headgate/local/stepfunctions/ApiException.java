package dev.headgate.local.stepfunctions;

/** An answer of the API that is an error of AWS's name. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final String problem;

    ApiException(String type, String message) {
        super(message);
        this.type = type;
        this.problem = message;
    }

    /** AWS's name of the error, such as {@code ExecutionDoesNotExist}. */
    public String type() {
        return type;
    }

    /** What is wrong, the {@code message} of the answer. */
    public String problem() {
        return problem;
    }
}
