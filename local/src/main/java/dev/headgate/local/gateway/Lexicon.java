package dev.headgate.local.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges texts by a weighted word list. Words are compared whole; those of scripts without spaces, and emoji, are found
 * anywhere. A negation shortly before a word turns its weight around, weakened ("not great" is not as bad as
 * "terrible").
 */
final class Lexicon {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’\u200c][\\p{L}\\p{M}]+)*|[.!?,;:。！？、，]");
    private static final int NEGATION_REACH = 3;

    /** How much of a weight is left when it is turned around; VADER (Hutto and Gilbert, 2014) measured 0.74. */
    private static final double NEGATED = -0.74;

    private static final Set<UnicodeScript> SPACELESS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    private final Map<String, Integer> words = new HashMap<>();
    private final Map<String, Integer> signs = new HashMap<>();
    private final Map<Character, List<String>> openings = new HashMap<>();
    private final Set<String> negations = new HashSet<>();

    private Lexicon() {}

    /** Returns the list that is packaged with this class. */
    static Lexicon load() {
        Lexicon lexicon = new Lexicon();
        InputStream file = Objects.requireNonNull(Lexicon.class.getResourceAsStream("lexicon.txt"), "lexicon.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(lexicon::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lexicon;
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        String weight = line.substring(0, colon);
        List<String> entries = List.of(line.substring(colon + 1).strip().split("\\s+", -1));
        if (weight.equals("not")) {
            negations.addAll(entries);
        } else {
            entries.forEach(entry -> add(entry, Integer.parseInt(weight)));
        }
    }

    private void add(String entry, int weight) {
        if (!spaceless(entry)) {
            words.putIfAbsent(entry, weight);
        } else if (signs.putIfAbsent(entry, weight) == null) {
            openings.computeIfAbsent(entry.charAt(0), first -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** Returns what the list thinks of a text; neutral when it knows none of its words. */
    Sentiment judge(String text) {
        Sums sums = new Sums();
        String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
        countWords(lower, sums);
        countSigns(lower, sums);
        return Sentiment.of(sums.good, sums.bad);
    }

    private void countWords(String text, Sums sums) {
        int reach = 0;
        for (Matcher tokens = WORD.matcher(text); tokens.find(); ) {
            String token = tokens.group();
            if (negations.contains(token)) {
                reach = NEGATION_REACH;
                continue;
            }
            @Nullable Integer weight = words.get(token);
            if (weight != null) {
                sums.add(reach > 0 ? NEGATED * weight : weight);
            }
            reach = Character.isLetter(token.codePointAt(0)) ? reach - 1 : 0;
        }
    }

    /** Counts the longest sign at each place, so that 不满意 is not taken for 满意. */
    private void countSigns(String text, Sums sums) {
        for (int i = 0; i < text.length(); ) {
            String found = signAt(text, i);
            sums.add(signs.getOrDefault(found, 0));
            i += Math.max(found.length(), 1);
        }
    }

    private String signAt(String text, int at) {
        String longest = "";
        for (String sign : openings.getOrDefault(text.charAt(at), List.of())) {
            if (sign.length() > longest.length() && text.startsWith(sign, at)) {
                longest = sign;
            }
        }
        return longest;
    }

    private static boolean spaceless(String entry) {
        return SPACELESS.contains(UnicodeScript.of(entry.codePointAt(0)));
    }

    /** Sums of one text, both as positive numbers. */
    private static final class Sums {
        private double good;
        private double bad;

        void add(double weight) {
            if (weight > 0) {
                good += weight;
            } else {
                bad -= weight;
            }
        }
    }
}
