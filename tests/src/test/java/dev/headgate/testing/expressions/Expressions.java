package dev.headgate.testing.expressions;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Expressions as parsed, with the placeholders in them. Each text is parsed once. */
final class Expressions {
    private static final Map<String, Parsed<Condition>> CONDITIONS = new ConcurrentHashMap<>();
    private static final Map<String, Parsed<Update>> UPDATES = new ConcurrentHashMap<>();

    private Expressions() {}

    record Parsed<T>(T expression, Set<String> placeholders) {}

    static Parsed<Condition> condition(@Nullable String text) {
        return text == null
                ? new Parsed<>(Condition.ALWAYS, Set.of())
                : CONDITIONS.computeIfAbsent(text, unseen -> {
                    Tokens tokens = new Tokens(unseen);
                    return new Parsed<>(Conditions.parse(tokens), tokens.placeholders());
                });
    }

    static Parsed<Update> update(@Nullable String text) {
        return text == null
                ? new Parsed<>(Update.NOTHING, Set.of())
                : UPDATES.computeIfAbsent(text, unseen -> {
                    Tokens tokens = new Tokens(unseen);
                    return new Parsed<>(Updates.parse(tokens), tokens.placeholders());
                });
    }
}
