package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Probing.CloseBy;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.Thresholds;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The properties of a {@code Custom::HeadgateCircuit}, with their defaults. */
final class CircuitProperties {
    private static final Set<String> KNOWN = Set.of(
            "Name",
            "FailureRateThreshold",
            "SlowCallRateThreshold",
            "SlowCallMillis",
            "MinimumCalls",
            "ConsecutiveFailures",
            "WindowSeconds",
            "WindowCalls",
            "OpenSeconds",
            "OpenGrowthPercent",
            "OpenAtMostSeconds",
            "OpenJitterPercent",
            "AutomaticHalfOpen",
            "HalfOpenProbes",
            "ProbeLeaseSeconds",
            "CloseBy",
            "SuccessesToClose",
            "HalfOpenAtMostSeconds",
            "FailureOn",
            "IgnoreOn",
            "FlushMillis",
            "WithoutStore");

    private static final int LONGEST_SECONDS = 3600;

    private final Properties properties;

    private CircuitProperties(Properties properties) {
        this.properties = properties;
    }

    /**
     * Returns the settings.
     *
     * @throws InvalidRequestException if a property is missing, not known or out of its bounds
     */
    static CircuitSettings read(Map<String, Object> properties) {
        return new CircuitProperties(new Properties(properties, KNOWN)).settings();
    }

    private CircuitSettings settings() {
        return new CircuitSettings(
                properties.text("Name"),
                window(),
                trips(),
                open(),
                halfOpen(),
                new Rules(rules("FailureOn"), rules("IgnoreOn")),
                millis("FlushMillis", CircuitSettings.DEFAULT_FLUSH_INTERVAL),
                properties.oneOf("WithoutStore", WithoutStore.ALLOW));
    }

    private SlidingWindow window() {
        if (properties.has("WindowCalls") == properties.has("WindowSeconds")) {
            throw new InvalidRequestException("WindowSeconds or WindowCalls must be given, got: "
                    + (properties.has("WindowCalls") ? "both" : "neither"));
        }
        return properties.has("WindowCalls")
                ? new SlidingWindow.OfCalls(properties.wholeInt("WindowCalls"))
                : new SlidingWindow.OfTime(
                        Duration.ofSeconds(properties.whole("WindowSeconds")), SlidingWindow.OfTime.DEFAULT_BUCKETS);
    }

    private Thresholds trips() {
        return new Thresholds(
                properties.wholeInt("FailureRateThreshold", 0),
                properties.wholeInt("SlowCallRateThreshold", 0),
                millis("SlowCallMillis", Thresholds.DEFAULT_SLOW_AFTER),
                properties.wholeInt("MinimumCalls", 1),
                properties.wholeInt("ConsecutiveFailures", 0));
    }

    /** A circuit that does not say doubles its time up to four times the first. */
    private Opening open() {
        long first = properties.whole("OpenSeconds");
        long longest = Math.clamp(4 * Math.min(first, LONGEST_SECONDS), 1, LONGEST_SECONDS);
        return new Opening(
                Duration.ofSeconds(first),
                properties.wholeInt("OpenGrowthPercent", 200),
                Duration.ofSeconds(properties.whole("OpenAtMostSeconds", longest)),
                properties.wholeInt("OpenJitterPercent", 10),
                properties.yes("AutomaticHalfOpen"));
    }

    private Probing halfOpen() {
        int probes = properties.wholeInt("HalfOpenProbes");
        return new Probing(
                probes,
                Duration.ofSeconds(properties.whole("ProbeLeaseSeconds")),
                properties.oneOf("CloseBy", CloseBy.SUCCESSES),
                properties.wholeInt("SuccessesToClose", probes),
                Duration.ofSeconds(properties.whole("HalfOpenAtMostSeconds", 0)));
    }

    private Set<String> rules(String name) {
        String rules = properties.text(name, "");
        return rules.isBlank()
                ? Set.of()
                : new HashSet<>(Arrays.asList(rules.strip().split("\\s*,\\s*", -1)));
    }

    private Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(properties.whole(name, otherwise.toMillis()));
    }
}
