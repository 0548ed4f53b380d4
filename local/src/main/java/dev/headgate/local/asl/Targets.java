package dev.headgate.local.asl;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tells where a state leads. */
final class Targets {
    private Targets() {}

    static Set<String> of(State state) {
        Set<String> targets = new LinkedHashSet<>();
        switch (state) {
            case State.Retriable retriable -> {
                add(targets, retriable.exits());
                retriable.handlers().catchers().forEach(c -> add(targets, c.exits()));
            }
            case State.Choice choice -> {
                choice.rules().forEach(rule -> add(targets, rule.exits()));
                if (choice.otherwise() != null) {
                    add(targets, choice.otherwise());
                }
            }
            case State.Wait wait -> add(targets, wait.exits());
            case State.Pass pass -> add(targets, pass.exits());
            case State.Succeed succeed -> add(targets, succeed.exits());
            case State.Fail _ -> {}
        }
        return targets;
    }

    private static void add(Set<String> targets, Exits exits) {
        if (exits.next() != null) {
            targets.add(exits.next());
        }
    }
}
