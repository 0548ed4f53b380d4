package dev.headgate.local.asl;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of a flow. */
sealed interface State {

    /** Returns the state's name, which no other state of the machine has. */
    String name();

    /** A state that can fail and be tried again. */
    sealed interface Retriable extends State {
        Exits exits();

        Handlers handlers();
    }

    record Task(
            String name,
            Resource resource,
            Pattern pattern,
            @Nullable Template arguments,
            @Nullable Value timeout,
            @Nullable Value heartbeat,
            Exits exits,
            Handlers handlers)
            implements Retriable {}

    record Parallel(String name, @Nullable Template arguments, List<Flow> branches, Exits exits, Handlers handlers)
            implements Retriable {}

    record Map(
            String name,
            @Nullable Template items,
            @Nullable Template itemSelector,
            @Nullable Value maxConcurrency,
            Flow processor,
            @Nullable DistributedMap distributed,
            Exits exits,
            Handlers handlers)
            implements Retriable {}

    record Choice(String name, List<Rule> rules, @Nullable Exits otherwise) implements State {}

    /** A rule of a Choice; its condition's value is to be true. */
    record Rule(String field, Template condition, Exits exits) {}

    /** Exactly one of {@code seconds} and {@code timestamp} is there. */
    record Wait(
            String name,
            @Nullable Value seconds,
            @Nullable Value timestamp,
            @Nullable Instant until,
            Exits exits) implements State {}

    record Pass(String name, Exits exits) implements State {}

    record Succeed(String name, Exits exits) implements State {}

    record Fail(
            String name, @Nullable Value error, @Nullable Value cause) implements State {}
}
