package dev.headgate.testing.interleavings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One run through a world: says what may happen next, and makes it happen. */
final class Execution {
    private final World world;
    private final Map<Move.Kind, Integer> faultsLeft;
    private final List<String> schedule = new ArrayList<>();

    Execution(Consumer<World> setUp, Map<Move.Kind, Integer> faults) {
        world = new World(new Baton(Thread.currentThread()));
        faultsLeft = faults.isEmpty() ? new EnumMap<>(Move.Kind.class) : new EnumMap<>(faults);
        setUp.accept(world);
    }

    void start() throws Throwable {
        for (Caller caller : world.callers()) {
            caller.start();
            throwFailureOf(caller);
        }
        check(false);
    }

    /** Returns what may happen next: nothing at the end. */
    List<Node.Ready> ready() {
        List<Node.Ready> ready = new ArrayList<>();
        List<Caller> callers = world.callers();
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            if (caller.pending() instanceof Pending.Choice(int values)) {
                return choices(i, caller, values);
            }
            if (caller.pending() instanceof Pending.Operation operation) {
                endings(ready, i, caller, operation);
            }
        }
        return ready;
    }

    void make(Move move) throws Throwable {
        schedule.add(move.token());
        faultsLeft.computeIfPresent(move.kind(), (kind, left) -> left - 1);
        Caller caller = world.callers().get(move.caller());
        caller.make(move);
        throwFailureOf(caller);
        check(false);
    }

    void end() throws Throwable {
        check(true);
    }

    void abandon() {
        world.callers().forEach(Caller::abandon);
    }

    String schedule() {
        return String.join(" ", schedule);
    }

    /** Returns one line on a move that was made or is about to be. */
    String describe(Move move) {
        Caller caller = world.callers().get(move.caller());
        return move.token() + "  "
                + switch (caller.pending()) {
                    case Pending.Operation operation -> operation.what().toString();
                    case Pending.Choice _ -> "chooses";
                    case Pending.Nothing _ -> "";
                };
    }

    String answer(Move move) {
        return world.callers().get(move.caller()).answer();
    }

    private static List<Node.Ready> choices(int place, Caller caller, int values) {
        List<Node.Ready> choices = new ArrayList<>();
        for (int value = 0; value < values; value++) {
            choices.add(new Node.Ready(Move.choosing(place, caller.name(), value), null));
        }
        return choices;
    }

    private void endings(List<Node.Ready> ready, int place, Caller caller, Pending.Operation operation) {
        ready.add(new Node.Ready(Move.of(place, caller.name(), Move.Kind.RUN), operation.touched()));
        faultsLeft.forEach((kind, left) -> {
            if (left > 0 && operation.faulty() && (kind != Move.Kind.REPEAT || operation.repeatable())) {
                ready.add(new Node.Ready(Move.of(place, caller.name(), kind), operation.touched()));
            }
        });
    }

    private void check(boolean ended) throws Throwable {
        for (Program check : world.checks(ended)) {
            check.run();
        }
    }

    private static void throwFailureOf(Caller caller) throws Throwable {
        Throwable failure = caller.failure();
        if (failure != null) {
            throw failure;
        }
    }
}
