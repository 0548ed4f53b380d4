package dev.headgate.local.lambda;

/** Receives what functions log. Called by the threads that read the logs: it must be quick and thread-safe. */
@FunctionalInterface
public interface LogListener {
    /** Takes one line, without its line end, as function {@code function} printed it or Lambda added it. */
    void line(String function, String line);
}
