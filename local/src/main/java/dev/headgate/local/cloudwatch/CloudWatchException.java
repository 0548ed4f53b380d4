package dev.headgate.local.cloudwatch;

/** An answer of the API that is an error of AWS's name. */
final class CloudWatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    CloudWatchException(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
