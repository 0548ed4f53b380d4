package dev.headgate.testing.expressions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, one after the other. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?[A-Za-z0-9_]+|<=|>=|<>|[<>=(),.+\\-\\[\\]])\\s*");
    private static final String END = "";

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    Tokens(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        int from = 0;
        for (; matcher.lookingAt(); from = matcher.end(), matcher.region(from, text.length())) {
            tokens.add(matcher.group(1));
        }
        if (from < text.length()) {
            throw Invalid.syntax(text, text.substring(from));
        }
    }

    String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    String take() {
        String token = peek();
        next++;
        return token;
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    /** Returns whether the next word is this keyword, in whatever case. */
    boolean isAt(String keyword) {
        return peek().toUpperCase(Locale.ROOT).equals(keyword);
    }

    /** Takes the keyword or sign if it comes next. */
    boolean takeIf(String keyword) {
        boolean there = isAt(keyword);
        next += there ? 1 : 0;
        return there;
    }

    /** Returns whether a function of this name begins here; names of functions are told by their case. */
    boolean isCall(String function) {
        return peek().equals(function)
                && next + 1 < tokens.size()
                && tokens.get(next + 1).equals("(");
    }

    void expect(String keyword) {
        if (!takeIf(keyword)) {
            throw unexpected();
        }
    }

    /** Returns the names and values that stand for others: {@code #name}, {@code :value}. */
    Set<String> placeholders() {
        Set<String> placeholders = new HashSet<>();
        tokens.stream()
                .filter(token -> token.startsWith("#") || token.startsWith(":"))
                .forEach(placeholders::add);
        return placeholders;
    }

    RuntimeException unexpected() {
        return Invalid.syntax(text, peek());
    }
}
