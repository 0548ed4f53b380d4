package dev.headgate.testing.expressions;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An update, as parsed: all actions see the item as it was. */
record Update(List<Action> actions) {
    static final Update NOTHING = new Update(List.of());

    /** Puts what {@code value} comes to, or takes the attribute away where that is nothing. */
    record Action(Path path, Term value) {}

    /** What an attribute becomes. */
    sealed interface Term {
        @Nullable
        AttributeValue of(Map<String, AttributeValue> item, Scope scope);
    }

    record Plain(Operand operand) implements Term {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue value = operand.of(item, scope);
            if (value == null) {
                throw Invalid.request("The provided expression refers to an attribute that does not exist in the item");
            }
            return value;
        }
    }

    record IfNotExists(Path path, Term otherwise) implements Term {
        @Override
        public @Nullable AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue there = path.read(item, scope);
            return there == null ? otherwise.of(item, scope) : there;
        }
    }

    record ListAppend(Term left, Term right) implements Term {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            return Values.appended(required(left, item, scope), required(right, item, scope));
        }
    }

    record Sum(Term left, boolean minus, Term right) implements Term {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue one = required(left, item, scope);
            AttributeValue other = required(right, item, scope);
            return minus ? Values.minus(one, other) : Values.plus(one, other);
        }
    }

    record Nothing() implements Term {
        @Override
        public @Nullable AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            return null;
        }
    }

    /** ADD: a number to a number or to none, or the elements of a set to a set. */
    record Added(Path path, String placeholder) implements Term {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue there = path.read(item, scope);
            AttributeValue more = scope.value(placeholder);
            return there == null ? more : Sets.isSet(more) ? Sets.union(there, more) : Values.plus(there, more);
        }
    }

    /** DELETE: elements from a set; the attribute goes with the last. */
    record Taken(Path path, String placeholder) implements Term {
        @Override
        public @Nullable AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue there = path.read(item, scope);
            return there == null ? null : Sets.difference(there, scope.value(placeholder));
        }
    }

    private static AttributeValue required(Term term, Map<String, AttributeValue> item, Scope scope) {
        AttributeValue value = term.of(item, scope);
        if (value == null) {
            throw Invalid.request("The provided expression refers to an attribute that does not exist in the item");
        }
        return value;
    }

    Map<String, AttributeValue> on(Map<String, AttributeValue> item, Scope scope) {
        requireApart(scope);
        Map<String, AttributeValue> after = item;
        for (Action action : lastElementsFirst(scope)) {
            after = Path.write(after, action.path().in(scope), action.value().of(item, scope), false);
        }
        return after;
    }

    /** An index is that of the list as it was: so elements are taken off from its end. */
    private List<Action> lastElementsFirst(Scope scope) {
        return actions.stream()
                .sorted(Comparator.comparingInt(action -> {
                    String last = action.path().in(scope).getLast();
                    return Path.isIndex(last) ? -Path.index(last) : Integer.MIN_VALUE;
                }))
                .toList();
    }

    /**
     * Returns the attributes that the update's paths lie in, as {@code UPDATED_NEW} and {@code UPDATED_OLD} give them: whole
     * ones, as DynamoDB Local does; a store that needs a part of a map asks for all.
     */
    Map<String, AttributeValue> part(Map<String, AttributeValue> item, Scope scope) {
        Map<String, AttributeValue> part = new HashMap<>();
        for (Action action : actions) {
            if (action.path().read(item, scope) != null) {
                part.computeIfAbsent(action.path().in(scope).getFirst(), item::get);
            }
        }
        return part;
    }

    private void requireApart(Scope scope) {
        List<List<String>> paths =
                actions.stream().map(action -> action.path().in(scope)).toList();
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (overlap(paths.get(i), paths.get(j))) {
                    throw Invalid.request(
                            "Two document paths overlap with each other: " + paths.get(i) + ", " + paths.get(j));
                }
            }
        }
    }

    private static boolean overlap(List<String> one, List<String> other) {
        int length = Math.min(one.size(), other.size());
        return one.subList(0, length).equals(other.subList(0, length));
    }
}
