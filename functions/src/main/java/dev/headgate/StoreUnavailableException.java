package dev.headgate;

/**
 * The store could not be reached, or would not answer in time. Whether a write happened is unknown; at worst a slot is
 * wasted, and no limit is passed.
 *
 * <p>A workflow names it in {@code ErrorEquals} as {@code dev.headgate.StoreUnavailableException} and may ask again.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
