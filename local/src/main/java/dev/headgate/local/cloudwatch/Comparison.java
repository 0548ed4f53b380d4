package dev.headgate.local.cloudwatch;

import java.util.Arrays;

/** How a data point breaches a threshold. */
public enum Comparison {
    GREATER("GreaterThanThreshold", "greater than") {
        @Override
        boolean breaches(double value, double threshold) {
            return value > threshold;
        }
    },
    GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to") {
        @Override
        boolean breaches(double value, double threshold) {
            return value >= threshold;
        }
    },
    LESS("LessThanThreshold", "less than") {
        @Override
        boolean breaches(double value, double threshold) {
            return value < threshold;
        }
    },
    LESS_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to") {
        @Override
        boolean breaches(double value, double threshold) {
            return value <= threshold;
        }
    };

    private final String wireName;
    private final String words;

    Comparison(String wireName, String words) {
        this.wireName = wireName;
        this.words = words;
    }

    /** The comparison of a name. @throws IllegalArgumentException if it is none of these, as of anomaly detection */
    public static Comparison parse(String wireName) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Comparison::wireName).toList() + ", got: " + wireName));
    }

    abstract boolean breaches(double value, double threshold);

    String wireName() {
        return wireName;
    }

    /** As a state's reason says it. */
    String words() {
        return words;
    }
}
