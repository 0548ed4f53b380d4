package dev.headgate.lambda;

import java.time.Duration;
import java.util.Map;

/** The variables that the template gives to a function. A missing or malformed one fails the init, by name. */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** Returns the variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /**
     * Returns the variable.
     *
     * @throws IllegalStateException if the template does not set it
     */
    public String required(String name) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("variable " + name + " must be set by the template, got: nothing");
        }
        return value;
    }

    /**
     * Returns the variable, in seconds, or {@code otherwise} where it is not set.
     *
     * @throws IllegalStateException if it is not a decimal number of at least 0
     */
    public Duration seconds(String name, Duration otherwise) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            throw new IllegalStateException("variable " + name + " must be a number of seconds, got: " + value);
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
    }
}
