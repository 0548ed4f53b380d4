package dev.headgate.testing.expressions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses update expressions: SET, REMOVE, ADD and DELETE in any order. */
final class Updates {
    private final Tokens tokens;
    private final List<Update.Action> actions = new ArrayList<>();
    private final Set<String> clauses = new HashSet<>();

    private Updates(Tokens tokens) {
        this.tokens = tokens;
    }

    static Update parse(Tokens tokens) {
        Updates updates = new Updates(tokens);
        while (!tokens.atEnd()) {
            updates.clause();
        }
        return new Update(List.copyOf(updates.actions));
    }

    private void clause() {
        if (!clauses.add(tokens.peek().toUpperCase(Locale.ROOT))) {
            throw tokens.unexpected();
        }
        if (tokens.takeIf("SET")) {
            list(this::set);
        } else if (tokens.takeIf("REMOVE")) {
            list(() -> actions.add(new Update.Action(Path.parse(tokens), new Update.Nothing())));
        } else if (tokens.takeIf("ADD")) {
            list(() -> {
                Path path = Path.parse(tokens);
                actions.add(new Update.Action(path, new Update.Added(path, value())));
            });
        } else if (tokens.takeIf("DELETE")) {
            list(() -> {
                Path path = Path.parse(tokens);
                actions.add(new Update.Action(path, new Update.Taken(path, value())));
            });
        } else {
            throw tokens.unexpected();
        }
    }

    private void list(Runnable one) {
        do {
            one.run();
        } while (tokens.takeIf(","));
    }

    private void set() {
        Path path = Path.parse(tokens);
        tokens.expect("=");
        Update.Term left = term();
        if (tokens.isAt("+") || tokens.isAt("-")) {
            boolean minus = tokens.take().equals("-");
            actions.add(new Update.Action(path, new Update.Sum(left, minus, term())));
        } else {
            actions.add(new Update.Action(path, left));
        }
    }

    private Update.Term term() {
        if (tokens.isCall("if_not_exists")) {
            tokens.take();
            tokens.expect("(");
            Path path = Path.parse(tokens);
            tokens.expect(",");
            return closed(new Update.IfNotExists(path, term()));
        }
        if (tokens.isCall("list_append")) {
            tokens.take();
            tokens.expect("(");
            Update.Term left = term();
            tokens.expect(",");
            return closed(new Update.ListAppend(left, term()));
        }
        return new Update.Plain(Operand.parse(tokens));
    }

    private Update.Term closed(Update.Term term) {
        tokens.expect(")");
        return term;
    }

    private String value() {
        if (!tokens.peek().startsWith(":")) {
            throw tokens.unexpected();
        }
        return tokens.take();
    }
}
