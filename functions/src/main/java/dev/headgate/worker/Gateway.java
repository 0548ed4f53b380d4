package dev.headgate.worker;

/** The AI gateway: {@code dev.headgate.gateway.ChatCompletions}, and a scripted one in the tests. */
@FunctionalInterface
public interface Gateway {
    /** Returns what the gateway said to this text. Blocks for the call's time-out at most; a failure is a value. */
    Answer ask(String text);
}
