package dev.headgate.local.cloudwatch;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * When a composite alarm is in ALARM: {@code ALARM(a)}, {@code OK(a)}, {@code INSUFFICIENT_DATA(a)} of other alarms by
 * name or ARN, {@code TRUE} and {@code FALSE}, joined by {@code AND}, {@code OR}, {@code NOT} and brackets. {@code NOT} binds
 * the most, {@code OR} the least. {@code AT_LEAST} is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html">AlarmRule</a>
 */
public final class AlarmRule {
    private final String text;
    private final Predicate<Function<String, AlarmState>> root;
    private final Set<String> alarms;

    private AlarmRule(String text, Predicate<Function<String, AlarmState>> root, Set<String> alarms) {
        this.text = text;
        this.root = root;
        this.alarms = Set.copyOf(alarms);
    }

    /** The rule in a text. @throws IllegalArgumentException saying what is not understood */
    public static AlarmRule parse(String text) {
        Parser parser = new Parser(text);
        Predicate<Function<String, AlarmState>> root = parser.either();
        parser.words.expect("");
        return new AlarmRule(text, root, parser.alarms);
    }

    /** The alarms that it names, by name. */
    public Set<String> alarms() {
        return alarms;
    }

    String text() {
        return text;
    }

    /** Whether the rule holds, given the states by name. */
    boolean holds(Function<String, AlarmState> states) {
        return root.test(states);
    }

    private static final class Parser {
        /** A name stands as it is, or in quotation marks where it has blanks or brackets. */
        private static final Pattern WORD = Pattern.compile("\\s+|[()]|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s()\"]+");

        private final Set<String> alarms = new LinkedHashSet<>();
        private final Words words;

        Parser(String text) {
            this.words = new Words(text, WORD);
        }

        Predicate<Function<String, AlarmState>> either() {
            Predicate<Function<String, AlarmState>> any = both();
            while (words.takeIf("OR")) {
                any = any.or(both());
            }
            return any;
        }

        private Predicate<Function<String, AlarmState>> both() {
            Predicate<Function<String, AlarmState>> all = one();
            while (words.takeIf("AND")) {
                all = all.and(one());
            }
            return all;
        }

        private Predicate<Function<String, AlarmState>> one() {
            if (words.takeIf("NOT")) {
                return one().negate();
            }
            if (words.takeIf("(")) {
                Predicate<Function<String, AlarmState>> inner = either();
                words.expect(")");
                return inner;
            }
            return switch (words.peek()) {
                case "TRUE", "FALSE" -> constant(words.take().equals("TRUE"));
                case "ALARM", "OK", "INSUFFICIENT_DATA" -> state(AlarmState.valueOf(words.take()));
                default -> throw words.unexpected("ALARM(…), OK(…), INSUFFICIENT_DATA(…), TRUE, FALSE or NOT");
            };
        }

        private static Predicate<Function<String, AlarmState>> constant(boolean value) {
            return _ -> value;
        }

        private Predicate<Function<String, AlarmState>> state(AlarmState wanted) {
            words.expect("(");
            String name = name(words.take());
            words.expect(")");
            alarms.add(name);
            return states -> states.apply(name) == wanted;
        }

        private static String name(String word) {
            String plain =
                    word.startsWith("\"") ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1") : word;
            return plain.startsWith("arn:") ? plain.substring(plain.indexOf(":alarm:") + ":alarm:".length()) : plain;
        }
    }
}
