package dev.headgate.local.gateway;

import org.jspecify.annotations.Nullable;

/**
 * One call as the gateway saw it.
 *
 * @param atNanos when it arrived, in nanoseconds after the first one
 * @param status the HTTP status it was answered with
 * @param item what the caller named it by ({@code X-Client-Request-Id}), or null
 */
public record Call(long atNanos, int status, @Nullable String item) {
    public static final int OK = 200;
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
