package dev.headgate.testing.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Parses conditions: OR binds least, then AND, then NOT. */
final class Conditions {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> OF_A_PATH = List.of("attribute_exists", "attribute_not_exists");
    private static final List<String> OF_A_PATH_AND_A_VALUE = List.of("begins_with", "contains", "attribute_type");

    private final Tokens tokens;

    private Conditions(Tokens tokens) {
        this.tokens = tokens;
    }

    static Condition parse(Tokens tokens) {
        Condition condition = new Conditions(tokens).any();
        if (!tokens.atEnd()) {
            throw tokens.unexpected();
        }
        return condition;
    }

    private Condition any() {
        return joined("OR", this::all, Condition.Any::new);
    }

    private Condition all() {
        return joined("AND", this::not, Condition.All::new);
    }

    private Condition joined(
            String word, java.util.function.Supplier<Condition> part, Function<List<Condition>, Condition> whole) {
        List<Condition> parts = new ArrayList<>(List.of(part.get()));
        while (tokens.takeIf(word)) {
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.getFirst() : whole.apply(parts);
    }

    private Condition not() {
        return tokens.takeIf("NOT") ? new Condition.Not(not()) : simple();
    }

    private Condition simple() {
        if (tokens.takeIf("(")) {
            Condition inner = any();
            tokens.expect(")");
            return inner;
        }
        for (String function : OF_A_PATH) {
            if (tokens.isCall(function)) {
                return call(function, false);
            }
        }
        for (String function : OF_A_PATH_AND_A_VALUE) {
            if (tokens.isCall(function)) {
                return call(function, true);
            }
        }
        return comparison();
    }

    private Condition call(String function, boolean hasValue) {
        tokens.take();
        tokens.expect("(");
        Path path = Path.parse(tokens);
        Operand argument = null;
        if (hasValue) {
            tokens.expect(",");
            argument = Operand.parse(tokens);
        }
        tokens.expect(")");
        return new Condition.Call(function, path, argument);
    }

    private Condition comparison() {
        Operand left = Operand.parse(tokens);
        if (tokens.takeIf("BETWEEN")) {
            Operand least = Operand.parse(tokens);
            tokens.expect("AND");
            return new Condition.Between(left, least, Operand.parse(tokens));
        }
        if (tokens.takeIf("IN")) {
            return new Condition.In(left, list());
        }
        if (!COMPARATORS.contains(tokens.peek())) {
            throw tokens.unexpected();
        }
        return new Condition.Comparison(left, tokens.take(), Operand.parse(tokens));
    }

    private List<Operand> list() {
        List<Operand> list = new ArrayList<>();
        tokens.expect("(");
        do {
            list.add(Operand.parse(tokens));
        } while (tokens.takeIf(","));
        tokens.expect(")");
        return list;
    }
}
