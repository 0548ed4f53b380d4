package dev.headgate.local.gateway;

import org.jspecify.annotations.Nullable;

/**
 * One call as the gateway saw it.
 *
 * @param atNanos when it arrived, in nanoseconds after the first one
 * @param status the HTTP status it was answered with
 * @param prompt the user's message, by which a call is known as that of an item; null where it was not read
 */
public record Call(long atNanos, int status, @Nullable String prompt) {
    public static final int OK = 200;
    static final int BAD_REQUEST = 400;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int UNAVAILABLE = 503;

    public boolean answered() {
        return status == OK;
    }

    public boolean throttled() {
        return status == TOO_MANY_REQUESTS;
    }

    public boolean failed() {
        return status >= 500;
    }
}
