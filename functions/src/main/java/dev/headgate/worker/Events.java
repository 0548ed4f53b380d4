package dev.headgate.worker;

/** Where events go: logs and metrics, and a list in the tests. Called from several threads. */
@FunctionalInterface
public interface Events {
    void note(Event event);
}
