package dev.headgate.circuit;

import dev.headgate.InvalidRequestException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What counts as which outcome. A rule names an HTTP status ({@code 503}), a class of them ({@code 5xx}) or an outcome
 * (FAILURE, SLOW, THROTTLED). What is to be ignored goes before what is to be a failure, and both before the default.
 *
 * @param failures what counts as a failure, at most {@value #MOST} rules
 * @param ignored what counts as nothing, at most {@value #MOST} rules
 */
public record Rules(Set<String> failures, Set<String> ignored) {
    /** The default: 408 and 5xx are failures, 429 is apart, every other 4xx is the caller's own mistake. */
    public static final Rules NONE = new Rules(Set.of(), Set.of());

    private static final int MOST = 8;
    private static final Pattern RULE = Pattern.compile("[1-5][0-9]{2}|[1-5]xx|FAILURE|SLOW|THROTTLED");

    /** @throws InvalidRequestException if there are too many rules, or one has another form */
    public Rules {
        failures = checked("failureOn", failures);
        ignored = checked("ignoreOn", ignored);
    }

    /** Returns what this outcome counts as, with the HTTP status, if there was one. */
    Outcome apply(Outcome outcome, @Nullable Integer status) {
        if (names(outcome, status).anyMatch(ignored::contains)) {
            return Outcome.IGNORED;
        }
        return names(outcome, status).anyMatch(failures::contains) ? Outcome.FAILURE : outcome;
    }

    /** Returns what a status is by default. */
    static Outcome outcomeOf(int status) {
        if (status == 429) {
            return Outcome.THROTTLED;
        }
        if (status == 408 || status >= 500) {
            return Outcome.FAILURE;
        }
        return status >= 400 ? Outcome.IGNORED : Outcome.SUCCESS;
    }

    private static Stream<String> names(Outcome outcome, @Nullable Integer status) {
        return status == null
                ? Stream.of(outcome.name())
                : Stream.of(outcome.name(), status.toString(), status / 100 + "xx");
    }

    private static Set<String> checked(String field, Set<String> rules) {
        if (rules.size() > MOST) {
            throw new InvalidRequestException(
                    "%s must have at most %d rules, got: %d".formatted(field, MOST, rules.size()));
        }
        for (String rule : rules) {
            if (!RULE.matcher(rule).matches()) {
                throw new InvalidRequestException(
                        "%s must have rules that match %s, got: %s".formatted(field, RULE.pattern(), shortened(rule)));
            }
        }
        return Set.copyOf(rules);
    }

    private static String shortened(String rule) {
        return rule.length() <= 40 ? rule : rule.substring(0, 40) + "…";
    }
}
