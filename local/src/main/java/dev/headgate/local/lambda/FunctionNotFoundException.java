package dev.headgate.local.lambda;

/** Thrown where no function has the name or ARN that was asked for. */
public final class FunctionNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FunctionNotFoundException(String nameOrArn) {
        super("Function not found: " + nameOrArn);
    }
}
