package dev.headgate.testing.expressions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition, as parsed. */
sealed interface Condition {
    Condition ALWAYS = new All(List.of());

    boolean holds(Map<String, AttributeValue> item, Scope scope);

    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            return parts.stream().allMatch(part -> part.holds(item, scope));
        }
    }

    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            return parts.stream().anyMatch(part -> part.holds(item, scope));
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            return !part.holds(item, scope);
        }
    }

    record Comparison(Operand left, String operator, Operand right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            return scope.ignored().test(left.text(scope) + " " + operator + " " + right.text(scope))
                    || Values.compare(left.of(item, scope), operator, right.of(item, scope));
        }
    }

    record Between(Operand value, Operand least, Operand most) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue found = value.of(item, scope);
            return scope.ignored().test(value.text(scope) + " BETWEEN")
                    || (Values.compare(found, ">=", least.of(item, scope))
                            && Values.compare(found, "<=", most.of(item, scope)));
        }
    }

    record In(Operand value, List<Operand> list) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue found = value.of(item, scope);
            return scope.ignored().test(value.text(scope) + " IN")
                    || list.stream().anyMatch(one -> Values.compare(found, "=", one.of(item, scope)));
        }
    }

    /** {@code attribute_exists}, {@code begins_with} and the like. */
    record Call(String function, Path path, @Nullable Operand argument) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue found = path.read(item, scope);
            return scope.ignored().test(function + "(" + path.text(scope) + ")")
                    || switch (function) {
                        case "attribute_exists" -> found != null;
                        case "attribute_not_exists" -> found == null;
                        case "begins_with" -> found != null && begins(found, given(item, scope));
                        case "contains" -> found != null && contains(found, given(item, scope));
                        case "attribute_type" ->
                            found != null
                                    && found.type()
                                            .toString()
                                            .equals(given(item, scope).s());
                        default -> throw new IllegalStateException(function);
                    };
        }

        private AttributeValue given(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue given = argument == null ? null : argument.of(item, scope);
            if (given == null) {
                throw Invalid.request("Incorrect number of operands for operator or function: " + function);
            }
            return given;
        }

        private static boolean begins(AttributeValue found, AttributeValue start) {
            return found.s() != null && start.s() != null && found.s().startsWith(start.s());
        }

        private static boolean contains(AttributeValue found, AttributeValue part) {
            return switch (found.type()) {
                case S -> part.s() != null && found.s().contains(part.s());
                case SS -> part.s() != null && found.ss().contains(part.s());
                case NS -> part.n() != null && found.ns().contains(part.n());
                case L -> found.l().contains(part);
                default -> false;
            };
        }
    }
}
