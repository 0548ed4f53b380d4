package dev.headgate.local.template;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schedule expressions of the form {@code rate(5 minutes)}.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedules</a>
 */
final class Rates {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)(s?)\\)");

    private Rates() {}

    /** @throws TemplateException if it is absent, or another expression, such as cron, or one that AWS refuses */
    static Duration of(Fields fields, String field) {
        String expression = fields.requireText(field);
        String path = fields.path() + "." + field;
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new TemplateException(path, "must be rate(N minutes|hours|days) on this machine, got: " + expression);
        }
        long value = Long.parseLong(rate.group(1));
        if (value < 1 || (value == 1) == rate.group(3).equals("s")) {
            throw new TemplateException(
                    path, "must be at least 1, with a singular unit for 1 and a plural one else, got: " + expression);
        }
        return switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(value);
            case "hour" -> Duration.ofHours(value);
            default -> Duration.ofDays(value);
        };
    }
}
