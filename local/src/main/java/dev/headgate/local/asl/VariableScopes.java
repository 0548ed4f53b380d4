package dev.headgate.local.asl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what would assign a variable of an outer scope: the branches of a Parallel and the iterations of an inline
 * Map read such variables and cannot set them. The children of a distributed Map do not see them at all.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">scope of variables</a>
 */
final class VariableScopes {
    private VariableScopes() {}

    static void check(String path, Flow flow, Set<String> outer) throws UnsupportedDefinitionException {
        Set<String> seen = new HashSet<>(outer);
        for (State state : flow.states().values()) {
            for (String name : assigned(state)) {
                if (outer.contains(name)) {
                    throw new UnsupportedDefinitionException(
                            path + "/States/" + state.name() + "/Assign",
                            "assigns a variable of an outer scope, which can only be read here: " + name);
                }
                seen.add(name);
            }
        }
        for (State state : flow.states().values()) {
            inner(path + "/States/" + state.name(), state, seen);
        }
    }

    private static void inner(String path, State state, Set<String> seen) throws UnsupportedDefinitionException {
        if (state instanceof State.Parallel parallel) {
            List<Flow> branches = parallel.branches();
            for (int i = 0; i < branches.size(); i++) {
                check(path + "/Branches[" + i + "]", branches.get(i), seen);
            }
        } else if (state instanceof State.Map map) {
            check(path + "/ItemProcessor", map.processor(), map.distributed() == null ? seen : Set.of());
        }
    }

    private static Set<String> assigned(State state) {
        Set<String> names = new HashSet<>();
        exits(state).forEach(exits -> {
            if (exits.assign() instanceof Template.Members(var members)) {
                names.addAll(members.keySet());
            } else if (exits.assign() instanceof Template.Constant(var value)) {
                value.fieldNames().forEachRemaining(names::add);
            }
        });
        return names;
    }

    private static Stream<Exits> exits(State state) {
        return switch (state) {
            case State.Retriable retriable ->
                Stream.concat(
                        Stream.of(retriable.exits()),
                        retriable.handlers().catchers().stream().map(Handlers.Catcher::exits));
            case State.Choice choice ->
                Stream.concat(choice.rules().stream().map(State.Rule::exits), stream(choice.otherwise()));
            case State.Wait wait -> Stream.of(wait.exits());
            case State.Pass pass -> Stream.of(pass.exits());
            case State.Succeed _, State.Fail _ -> Stream.empty();
        };
    }

    private static Stream<Exits> stream(@Nullable Exits exits) {
        return Stream.ofNullable(exits);
    }
}
