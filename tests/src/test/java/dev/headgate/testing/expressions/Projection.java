package dev.headgate.testing.expressions;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The part of an item that a read asks for. */
final class Projection {
    private Projection() {}

    static Map<String, AttributeValue> of(@Nullable String expression, Scope scope, Map<String, AttributeValue> item) {
        if (expression == null) {
            return item;
        }
        Tokens tokens = new Tokens(expression);
        Map<String, AttributeValue> part = new HashMap<>();
        do {
            Path path = Path.parse(tokens);
            AttributeValue value = path.read(item, scope);
            if (value != null) {
                part = new HashMap<>(Path.write(part, path.in(scope), value, true));
            }
        } while (tokens.takeIf(","));
        if (!tokens.atEnd()) {
            throw tokens.unexpected();
        }
        return part;
    }
}
