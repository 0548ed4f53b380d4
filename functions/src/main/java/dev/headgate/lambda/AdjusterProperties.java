package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.adjust.AdjusterSettings.Mode;
import dev.headgate.adjust.Range;
import dev.headgate.adjust.Step;
import dev.headgate.adjust.Targets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The property {@code Adjuster} of {@code Custom::HeadgateLimit}: how the limit follows its alarms. */
final class AdjusterProperties {
    private static final String NAME = "Adjuster";
    private static final Set<String> KNOWN = Set.of(
            "Mode",
            "FloorPercent",
            "DownPercent",
            "UpPercent",
            "CooldownSeconds",
            "CalmSeconds",
            "InFlight",
            "MapRuns",
            "Queues",
            "ReservedConcurrency",
            "RecoveryAlarms",
            "ConcurrencyAlarms");
    private static final Set<String> OF_RANGE = Set.of("Floor", "Ceiling");
    private static final int LEAST_OF_A_MAPPING = 2;
    private static final int MOST_OF_A_MAPPING = 1_000;
    private static final int MOST = 10_000;

    private AdjusterProperties() {}

    /**
     * Returns the settings; empty where the limit has none.
     *
     * @throws InvalidRequestException naming the property, its bound and the value
     */
    static Optional<AdjusterSettings> read(Map<String, Object> limit) {
        if (limit.get(NAME) == null) {
            return Optional.empty();
        }
        if (String.valueOf(limit.get("Type")).equals("QUOTA")) {
            throw new InvalidRequestException("Adjuster must be absent for a QUOTA, which is a budget, got: a value");
        }
        Properties properties = Properties.of(NAME, limit.get(NAME), KNOWN);
        return Optional.of(new AdjusterSettings(
                properties.oneOf("Mode", Mode.ON),
                step(properties),
                new Targets(inFlight(properties), mapRuns(properties), queues(properties), functions(properties)),
                new HashSet<>(properties.texts("RecoveryAlarms")),
                new HashSet<>(properties.texts("ConcurrencyAlarms"))));
    }

    private static Step step(Properties properties) {
        Step otherwise = Step.DEFAULT;
        return new Step(
                properties.wholeInt("FloorPercent", otherwise.floorPercent()),
                properties.wholeInt("DownPercent", otherwise.downPercent()),
                properties.wholeInt("UpPercent", otherwise.upPercent()),
                Duration.ofSeconds(
                        properties.whole("CooldownSeconds", otherwise.cooldown().toSeconds())),
                Duration.ofSeconds(
                        properties.whole("CalmSeconds", otherwise.calm().toSeconds())));
    }

    private static @Nullable Range inFlight(Properties properties) {
        return properties
                .map("InFlight", OF_RANGE)
                .map(range -> range(range, "InFlight", 1, MOST))
                .orElse(null);
    }

    private static List<Targets.MapRuns> mapRuns(Properties properties) {
        return properties.list("MapRuns", Set.of("StateMachine", "ItemsEach")).stream()
                .map(runs -> new Targets.MapRuns(runs.text("StateMachine"), runs.wholeInt("ItemsEach", 1)))
                .toList();
    }

    private static List<Targets.Queue> queues(Properties properties) {
        return properties.list("Queues", Set.of("Mapping", "Floor", "Ceiling", "Pause")).stream()
                .map(queue -> new Targets.Queue(
                        queue.text("Mapping"),
                        range(queue, "Queues", LEAST_OF_A_MAPPING, MOST_OF_A_MAPPING),
                        queue.yes("Pause")))
                .toList();
    }

    private static List<Targets.Reserved> functions(Properties properties) {
        return properties.list("ReservedConcurrency", Set.of("Function", "Floor", "Ceiling")).stream()
                .map(of -> new Targets.Reserved(of.text("Function"), range(of, "ReservedConcurrency", 1, MOST)))
                .toList();
    }

    private static Range range(Properties properties, String name, int least, int most) {
        return Range.of(name, properties.wholeInt("Floor", least), properties.wholeInt("Ceiling"), least, most);
    }
}
