package dev.headgate.local.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a formula, read one after the other. */
final class Words {
    private final List<String> words = new ArrayList<>();
    private final String text;
    private int next;

    /** @throws IllegalArgumentException at the first place where there is no word */
    Words(String text, Pattern word) {
        this.text = text;
        Matcher matcher = word.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            end = matcher.end();
            if (!matcher.group().isBlank()) {
                words.add(matcher.group());
            }
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("cannot be read from '" + text.substring(end) + "' on");
        }
    }

    /** The next word, or nothing at the end. */
    String peek() {
        return next < words.size() ? words.get(next) : "";
    }

    String take() {
        String word = peek();
        next++;
        return word;
    }

    /** Whether this was the next word, which is then taken. */
    boolean takeIf(String word) {
        boolean there = peek().equals(word);
        next += there ? 1 : 0;
        return there;
    }

    /** Takes the next word. @throws IllegalArgumentException if it is another */
    void expect(String word) {
        if (!takeIf(word)) {
            throw unexpected(word.isEmpty() ? "the end" : "'" + word + "'");
        }
    }

    IllegalArgumentException unexpected(String wanted) {
        String found = peek().isEmpty() ? "its end" : "'" + peek() + "'";
        return new IllegalArgumentException("must have " + wanted + " before " + found + ", got: " + text);
    }
}
