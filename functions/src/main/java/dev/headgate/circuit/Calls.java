package dev.headgate.circuit;

import java.util.List;

/** How several calls ended, each told apart. */
public record Calls(List<Call> each) implements Result {
    public Calls {
        each = List.copyOf(each);
    }

    @Override
    public Counts by(CircuitSettings settings) {
        return each.stream().map(call -> call.by(settings)).reduce(Counts.NONE, Counts::plus);
    }
}
