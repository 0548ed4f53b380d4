package dev.headgate;

/**
 * The named limit does not exist. Nothing was written.
 *
 * <p>A workflow names it in {@code ErrorEquals} as {@code dev.headgate.UnknownLimitException}.
 */
public final class UnknownLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownLimitException(String limit) {
        super("limit must be declared before it is used (Custom::HeadgateLimit), got: " + limit);
    }
}
