package dev.headgate.testing.interleavings;

/** What one caller does. What it does between two operations on shared state must not touch shared state. */
@FunctionalInterface
public interface Program {
    void run() throws Exception;
}
