package dev.headgate.local.cloudwatch;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is made of the values of a period: {@code Sum}, {@code Average}, {@code Minimum}, {@code Maximum},
 * {@code SampleCount}, or a percentile from {@code p0} to {@code p100} with up to two decimals.
 */
public record Statistic(String wireName) {
    private static final Set<String> SIMPLE = Set.of("Sum", "Average", "Minimum", "Maximum", "SampleCount");
    private static final Pattern PERCENTILE = Pattern.compile("p(100|\\d{1,2}(\\.\\d{1,2})?)");

    /** A statistic by its name. @throws IllegalArgumentException if it is neither, such as a trimmed mean */
    public Statistic {
        if (!SIMPLE.contains(wireName) && !PERCENTILE.matcher(wireName).matches()) {
            throw new IllegalArgumentException(
                    "must be Sum, Average, Minimum, Maximum, SampleCount or p0 to p100, got: " + wireName);
        }
    }

    /** The figure of values and how often each came, at least one. */
    double of(NavigableMap<Double, Long> values) {
        return switch (wireName) {
            case "Sum" -> sum(values);
            case "Average" -> sum(values) / count(values);
            case "Minimum" -> values.firstKey();
            case "Maximum" -> values.lastKey();
            case "SampleCount" -> count(values);
            default -> percentile(values);
        };
    }

    static long count(NavigableMap<Double, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double sum(NavigableMap<Double, Long> values) {
        return values.entrySet().stream()
                .mapToDouble(entry -> entry.getKey() * entry.getValue())
                .sum();
    }

    /** The nearest rank: the least value that this share of the values does not exceed. */
    private double percentile(NavigableMap<Double, Long> values) {
        double rank = Math.max(1, Math.ceil(Double.parseDouble(wireName.substring(1)) / 100 * count(values)));
        long passed = 0;
        for (Map.Entry<Double, Long> entry : values.entrySet()) {
            passed += entry.getValue();
            if (passed >= rank) {
                return entry.getKey();
            }
        }
        return values.lastKey();
    }
}
