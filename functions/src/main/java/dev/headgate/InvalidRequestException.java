package dev.headgate;

/**
 * The caller's mistake: a field that is missing, unknown, malformed or out of range. Nothing was written.
 *
 * <p>The message names the field, its bound and the value. A workflow names it in {@code ErrorEquals} as
 * {@code dev.headgate.InvalidRequestException}; asking again unchanged fails again.
 */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
