package dev.headgate.local.cloudwatch;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * A formula over metrics, worked out period by period; a period without a value is {@code NaN}. Understood are numbers,
 * the ids of metrics, {@code + - * / ( )}, {@code > < >= <= ==}, {@code FILL(metric, number)} and
 * {@code IF(condition, then, else)}; every other function is refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Metric math</a>
 */
public final class MetricMath {
    private final String text;
    private final Term root;
    private final Set<String> ids;

    private MetricMath(String text, Term root, Set<String> ids) {
        this.text = text;
        this.root = root;
        this.ids = Set.copyOf(ids);
    }

    /** The formula in a text. @throws IllegalArgumentException saying what is not understood */
    public static MetricMath parse(String text) {
        Parser parser = new Parser(text);
        Term root = parser.comparison();
        parser.words.expect("");
        return new MetricMath(text, root, parser.ids);
    }

    String text() {
        return text;
    }

    /** The metrics that it names. */
    public Set<String> ids() {
        return ids;
    }

    /** The value in a period, given those of the metrics; NaN where there is none, also for a division by zero. */
    double value(ToDoubleFunction<String> values) {
        double value = root.value(values);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private interface Term {
        double value(ToDoubleFunction<String> values);
    }

    private static final class Parser {
        private static final Pattern WORD = Pattern.compile("\\s+|\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|>=|<=|==|[-+*/(),<>]");

        private final Set<String> ids = new LinkedHashSet<>();
        private final Words words;

        Parser(String text) {
            this.words = new Words(text, WORD);
        }

        Term comparison() {
            Term left = sum();
            String operator = words.peek();
            if (!Set.of(">", "<", ">=", "<=", "==").contains(operator)) {
                return left;
            }
            words.take();
            Term right = sum();
            return values -> compare(operator, left.value(values), right.value(values));
        }

        private static double compare(String operator, double left, double right) {
            if (Double.isNaN(left) || Double.isNaN(right)) {
                return Double.NaN;
            }
            boolean holds = switch (operator) {
                case ">" -> left > right;
                case "<" -> left < right;
                case ">=" -> left >= right;
                case "<=" -> left <= right;
                default -> left == right;
            };
            return holds ? 1 : 0;
        }

        private Term sum() {
            Term sum = product();
            while (words.peek().equals("+") || words.peek().equals("-")) {
                Term left = sum;
                boolean plus = words.take().equals("+");
                Term right = product();
                sum = plus
                        ? values -> left.value(values) + right.value(values)
                        : values -> left.value(values) - right.value(values);
            }
            return sum;
        }

        private Term product() {
            Term product = factor();
            while (words.peek().equals("*") || words.peek().equals("/")) {
                Term left = product;
                boolean times = words.take().equals("*");
                Term right = factor();
                product = times
                        ? values -> left.value(values) * right.value(values)
                        : values -> left.value(values) / right.value(values);
            }
            return product;
        }

        private Term factor() {
            if (words.takeIf("-")) {
                Term positive = factor();
                return values -> -positive.value(values);
            }
            if (words.takeIf("(")) {
                Term inner = comparison();
                words.expect(")");
                return inner;
            }
            String word = words.peek();
            if (word.isEmpty() || !Character.isLetterOrDigit(word.charAt(0))) {
                throw words.unexpected("a metric, a number or a function");
            }
            words.take();
            return Character.isDigit(word.charAt(0)) ? number(word) : named(word);
        }

        private static Term number(String word) {
            double number = Double.parseDouble(word);
            return _ -> number;
        }

        private Term named(String word) {
            if (words.takeIf("(")) {
                Term term = function(word);
                words.expect(")");
                return term;
            }
            if (!Character.isLowerCase(word.charAt(0))) {
                throw new IllegalArgumentException("the word " + word + " is not supported on this machine");
            }
            ids.add(word);
            return values -> values.applyAsDouble(word);
        }

        private Term function(String name) {
            return switch (name) {
                case "FILL" -> fill();
                case "IF" -> conditional();
                default ->
                    throw new IllegalArgumentException("the function " + name + " is not supported on this machine");
            };
        }

        private Term fill() {
            Term filled = comparison();
            words.expect(",");
            Term by = factor();
            return values -> {
                double value = filled.value(values);
                return Double.isNaN(value) ? by.value(values) : value;
            };
        }

        private Term conditional() {
            Term condition = comparison();
            words.expect(",");
            Term yes = comparison();
            words.expect(",");
            Term no = comparison();
            return values -> {
                double holds = condition.value(values);
                return Double.isNaN(holds) ? Double.NaN : holds == 0 ? no.value(values) : yes.value(values);
            };
        }
    }
}
