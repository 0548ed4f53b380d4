package dev.headgate.local.stepfunctions;

/** An answer of the API that is an error of AWS's name. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    ApiException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** AWS's name of the error, such as {@code ExecutionDoesNotExist}. */
    public String type() {
        return type;
    }
}
