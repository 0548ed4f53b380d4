package dev.headgate.local.runtime;

/**
 * The line that ends an invocation's part of the log. Output and answer travel by different ways; this line tells the
 * reader of the output that all of the invocation's lines have come. It is never shown.
 */
public final class LogBoundary {
    /** ASCII's record separator, which no log line has a use for. */
    public static final char MARK = '\u001e';

    private LogBoundary() {}

    /** Returns the line that ends the log of a request. */
    public static String of(String requestId) {
        return MARK + requestId;
    }
}
