package dev.headgate.testing.interleavings;

import java.util.ArrayList;
import java.util.List;

/** One schedule, run again and told step by step. */
final class Replay {
    private static final int LONGEST = 400;

    private final Execution execution;
    private final List<String> schedule;
    private final List<String> told = new ArrayList<>();

    Replay(Execution execution, String schedule) {
        this.execution = execution;
        this.schedule =
                schedule.isBlank() ? List.of() : List.of(schedule.strip().split("\\s+"));
    }

    /** Runs it, and throws what fails. */
    void run() {
        try {
            walk();
        } catch (Throwable failure) {
            throw new AssertionError(failure.getMessage() + "\n" + String.join("\n", told), failure);
        } finally {
            execution.abandon();
        }
    }

    /** Returns what happens, a step a line, up to what fails. */
    String told() {
        try {
            walk();
        } catch (Throwable failure) {
            told.add("   then: " + failure.getMessage());
        } finally {
            execution.abandon();
        }
        return String.join("\n", told);
    }

    private void walk() throws Throwable {
        execution.start();
        for (String token : schedule) {
            Move move = find(token);
            String before = execution.describe(move);
            told.add("   " + shortened(before));
            execution.make(move);
            told.add("      -> " + shortened(execution.answer(move)));
        }
        if (execution.ready().isEmpty()) {
            execution.end();
        }
    }

    private Move find(String token) {
        List<Node.Ready> ready = execution.ready();
        return ready.stream()
                .map(Node.Ready::move)
                .filter(move -> move.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("step must be one of %s, got: %s"
                        .formatted(ready.stream().map(one -> one.move().token()).toList(), token)));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
