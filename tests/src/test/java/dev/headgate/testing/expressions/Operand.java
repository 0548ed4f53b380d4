package dev.headgate.testing.expressions;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What conditions compare. */
sealed interface Operand {
    /** Returns the value, or null where there is none. */
    @Nullable
    AttributeValue of(Map<String, AttributeValue> item, Scope scope);

    /** Returns it as a person would write it, with names, and placeholders for values. */
    String text(Scope scope);

    record Attribute(Path path) implements Operand {
        @Override
        public @Nullable AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            return path.read(item, scope);
        }

        @Override
        public String text(Scope scope) {
            return path.text(scope);
        }
    }

    record Given(String placeholder) implements Operand {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            return scope.value(placeholder);
        }

        @Override
        public String text(Scope scope) {
            return placeholder;
        }
    }

    record Size(Path path) implements Operand {
        @Override
        public @Nullable AttributeValue of(Map<String, AttributeValue> item, Scope scope) {
            AttributeValue value = path.read(item, scope);
            return value == null ? null : Values.number(BigDecimal.valueOf(Values.size(value)));
        }

        @Override
        public String text(Scope scope) {
            return "size(" + path.text(scope) + ")";
        }
    }

    static Operand parse(Tokens tokens) {
        if (tokens.isCall("size")) {
            tokens.take();
            tokens.expect("(");
            Path path = Path.parse(tokens);
            tokens.expect(")");
            return new Size(path);
        }
        return tokens.peek().startsWith(":") ? new Given(tokens.take()) : new Attribute(Path.parse(tokens));
    }
}
