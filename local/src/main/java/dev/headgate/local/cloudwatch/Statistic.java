package dev.headgate.local.cloudwatch;

import java.util.List;
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

    boolean percentile() {
        return wireName.startsWith("p");
    }

    /** The figure of a period's values, in ascending order and at least one. */
    double of(List<Double> ascending) {
        return switch (wireName) {
            case "Sum" -> sum(ascending);
            case "Average" -> sum(ascending) / ascending.size();
            case "Minimum" -> ascending.getFirst();
            case "Maximum" -> ascending.getLast();
            case "SampleCount" -> ascending.size();
            default -> percentileOf(ascending);
        };
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The nearest rank: the least value that this share of the values does not exceed. */
    private double percentileOf(List<Double> ascending) {
        double share = Double.parseDouble(wireName.substring(1)) / 100;
        int rank = (int) Math.ceil(share * ascending.size());
        return ascending.get(Math.max(1, rank) - 1);
    }
}
