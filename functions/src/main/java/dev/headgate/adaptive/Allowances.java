package dev.headgate.adaptive;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which providers say what is left. What cannot be read is left out: a hint, not a promise.
 *
 * <ul>
 *   <li>OpenAI: {@code x-ratelimit-limit-requests}, {@code -remaining-requests}, {@code -reset-requests: 6m0s}; zero or
 *       negative limits mean unknown
 *   <li>Anthropic: {@code anthropic-ratelimit-requests-limit}, {@code -remaining}, {@code -reset} (RFC 3339)
 *   <li>IETF draft (draft-ietf-httpapi-ratelimit-headers): {@code RateLimit: "name";r=50;t=30} and
 *       {@code RateLimit-Policy: "name";q=100;w=60}
 * </ul>
 */
public final class Allowances {
    private static final Pattern OPENAI = Pattern.compile("x-ratelimit-limit-([a-z-]+)");
    private static final Pattern ANTHROPIC = Pattern.compile("anthropic-ratelimit-([a-z-]+)-limit");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
    private static final Pattern ITEM = Pattern.compile("\"([^\"]*)\"([^,]*)");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([a-z]+)=(\\d{1,18})");
    private static final Duration LONGEST = Duration.ofDays(31);

    private Allowances() {}

    /** Returns what these headers say; names in any case, the first value of each. */
    public static List<Allowance> read(Map<String, String> headers, Instant now) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        List<Allowance> found = new ArrayList<>();
        for (String name : named.keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            openAi(lower, named).ifPresent(found::add);
            anthropic(lower, named, now).ifPresent(found::add);
        }
        found.addAll(ietf(named));
        return List.copyOf(found);
    }

    private static Optional<Allowance> openAi(String name, Map<String, String> headers) {
        Matcher matcher = OPENAI.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String resource = matcher.group(1);
        return allowance(
                resource,
                headers.get(name),
                headers.get("x-ratelimit-remaining-" + resource),
                span(headers.getOrDefault("x-ratelimit-reset-" + resource, "")),
                Allowance.Kind.BUCKET);
    }

    private static Optional<Allowance> anthropic(String name, Map<String, String> headers, Instant now) {
        Matcher matcher = ANTHROPIC.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String prefix = "anthropic-ratelimit-" + matcher.group(1);
        return allowance(
                matcher.group(1),
                headers.get(name),
                headers.get(prefix + "-remaining"),
                until(headers.getOrDefault(prefix + "-reset", ""), now),
                Allowance.Kind.BUCKET);
    }

    private static List<Allowance> ietf(Map<String, String> headers) {
        Map<String, Map<String, Long>> policies = items(headers.getOrDefault("ratelimit-policy", ""));
        List<Allowance> found = new ArrayList<>();
        items(headers.getOrDefault("ratelimit", "")).forEach((name, left) -> {
            Long quota = policies.getOrDefault(name, Map.of()).get("q");
            Long reset = left.get("t");
            if (quota != null && reset != null && left.get("r") != null) {
                allowance(
                                name,
                                quota.toString(),
                                String.valueOf(left.get("r")),
                                Optional.of(Duration.ofSeconds(Math.min(reset, LONGEST.toSeconds()))),
                                Allowance.Kind.WINDOW)
                        .ifPresent(found::add);
            }
        });
        return found;
    }

    /** Limits of zero and less are unknown; a reset that lies in the past or a month away says nothing. */
    private static Optional<Allowance> allowance(
            String resource,
            @Nullable String limit,
            @Nullable String remaining,
            Optional<Duration> reset,
            Allowance.Kind kind) {
        long all = number(limit);
        long left = number(remaining);
        return all > 0 && left >= 0 && left <= all
                ? reset.filter(Allowances::isSpan).map(span -> new Allowance(resource, all, left, span, kind))
                : Optional.empty();
    }

    /** Returns the number, or -1 where there is none. */
    private static long number(@Nullable String value) {
        return value != null && NUMBER.matcher(value.strip()).matches() ? Long.parseLong(value.strip()) : -1;
    }

    private static boolean isSpan(Duration reset) {
        return reset.isPositive() && reset.compareTo(LONGEST) <= 0;
    }

    /** Go's form of durations: {@code 1h2m3s}, {@code 12ms}. */
    private static Optional<Duration> span(String value) {
        Matcher matcher = SPAN.matcher(value.strip());
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            sum = sum.plusNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos(matcher.group(2))));
            end = matcher.end();
        }
        return end > 0 && end == value.strip().length() ? Optional.of(sum) : Optional.empty();
    }

    private static double nanos(String unit) {
        return switch (unit) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3_600e9;
            default -> 86_400e9;
        };
    }

    private static Optional<Duration> until(String value, Instant now) {
        try {
            return Optional.of(Duration.between(now, Instant.parse(value.strip())));
        } catch (DateTimeParseException | ArithmeticException anotherForm) {
            return Optional.empty();
        }
    }

    /** Structured fields (RFC 9651): a list of strings with integer parameters. */
    private static Map<String, Map<String, Long>> items(String value) {
        Map<String, Map<String, Long>> found = new TreeMap<>();
        Matcher item = ITEM.matcher(value);
        while (item.find()) {
            Map<String, Long> parameters = new TreeMap<>();
            Matcher parameter = PARAMETER.matcher(item.group(2));
            while (parameter.find()) {
                parameters.put(parameter.group(1), Long.valueOf(parameter.group(2)));
            }
            found.put(item.group(1), parameters);
        }
        return found;
    }
}
