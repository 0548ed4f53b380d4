package dev.headgate.local.asl.jsonata;

import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the variables and functions that an expression mentions, so that only these are looked up. */
final class Names {
    private final String source;
    private final Set<String> found = new LinkedHashSet<>();
    private int position;

    private Names(String source) {
        this.source = source;
    }

    /** Returns the names behind a {@code $}, outside of text literals and comments. */
    static Set<String> in(String source) {
        Names names = new Names(source);
        while (names.position < source.length()) {
            names.step();
        }
        return names.found;
    }

    private void step() {
        char c = source.charAt(position);
        if (c == '"' || c == '\'' || c == '`') {
            skipQuoted(c);
        } else if (source.startsWith("/*", position)) {
            int end = source.indexOf("*/", position + 2);
            position = end < 0 ? source.length() : end + 2;
        } else if (c == '$') {
            takeName();
        } else {
            position++;
        }
    }

    private void skipQuoted(char quote) {
        position++;
        while (position < source.length() && source.charAt(position) != quote) {
            position += source.charAt(position) == '\\' && quote != '`' ? 2 : 1;
        }
        position++;
    }

    private void takeName() {
        int start = ++position;
        while (position < source.length() && Character.isUnicodeIdentifierPart(source.charAt(position))) {
            position++;
        }
        if (position > start) {
            found.add(source.substring(start, position));
        }
    }
}
