package dev.headgate.dynamodb;

import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Probe;
import dev.headgate.circuit.State;
import dev.headgate.circuit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A circuit as an item, below 1 KB whatever its settings, so that each write costs one unit:
 *
 * <ul>
 *   <li>{@code name} (key), {@code settings} (a map), {@code changedAt} (when the settings were put);
 *   <li>{@code state}: CLOSED, OPEN or HALF_OPEN; {@code generation}; {@code until} (milliseconds since the epoch; 0 in
 *       CLOSED);
 *   <li>{@code counts}: a map; {@code s}, {@code f} or {@code t} (successes, failures, throttled) followed by the bucket's
 *       start, in milliseconds since the epoch with radix 36 → how many. A change of state replaces the whole map, so that
 *       no outcome of an old generation is left, whatever was added since somebody looked;
 *   <li>{@code probes}: a map; the probe's number → the end of its lease (milliseconds since the epoch), or 0 once it has
 *       succeeded. So {@code size(probes)} is what the limit on probes is compared with.
 * </ul>
 */
final class CircuitItem {
    static final String NAME = "name";
    static final String SETTINGS = "settings";
    static final String CHANGED_AT = "changedAt";
    static final String STATE = "state";
    static final String GENERATION = "generation";
    static final String UNTIL = "until";
    static final String COUNTS = "counts";
    static final String PROBES = "probes";

    static final String CLOSED = "CLOSED";
    static final String OPEN = "OPEN";
    static final String HALF_OPEN = "HALF_OPEN";
    static final long SUCCEEDED = 0;

    /** Reads the fields of {@code settings}; {@link CircuitUpdates} compares with it in a condition. */
    static final String HALF_OPEN_PROBES = "halfOpenProbes";

    private CircuitItem() {}

    static Map<String, AttributeValue> key(String name) {
        return Map.of(NAME, Attributes.string(name));
    }

    static Circuit circuit(Map<String, AttributeValue> item) {
        return new Circuit(
                settings(text(item, NAME), map(item, SETTINGS)), Attributes.number(item, GENERATION, 1), state(item));
    }

    static Map<String, AttributeValue> settings(CircuitSettings settings) {
        return Map.of(
                "failureRateThreshold",
                Attributes.number(settings.failureRateThreshold()),
                "windowMillis",
                Attributes.number(settings.window().toMillis()),
                "buckets",
                Attributes.number(settings.buckets()),
                "minimumCalls",
                Attributes.number(settings.minimumCalls()),
                "openMillis",
                Attributes.number(settings.openFor().toMillis()),
                HALF_OPEN_PROBES,
                Attributes.number(settings.halfOpenProbes()),
                "probeLeaseMillis",
                Attributes.number(settings.probeLease().toMillis()));
    }

    /** Returns the names in {@code counts} that one bucket may have, successes first, then failures, then throttled. */
    static String successes(Instant bucket) {
        return "s" + Long.toString(bucket.toEpochMilli(), Character.MAX_RADIX);
    }

    static String failures(Instant bucket) {
        return "f" + Long.toString(bucket.toEpochMilli(), Character.MAX_RADIX);
    }

    static String throttled(Instant bucket) {
        return "t" + Long.toString(bucket.toEpochMilli(), Character.MAX_RADIX);
    }

    private static CircuitSettings settings(String name, Map<String, AttributeValue> settings) {
        return new CircuitSettings(
                name,
                count(settings, "failureRateThreshold"),
                millis(settings, "windowMillis"),
                count(settings, "buckets"),
                count(settings, "minimumCalls"),
                millis(settings, "openMillis"),
                count(settings, HALF_OPEN_PROBES),
                millis(settings, "probeLeaseMillis"));
    }

    private static State state(Map<String, AttributeValue> item) {
        Instant until = Instant.ofEpochMilli(Attributes.number(item, UNTIL, 0));
        return switch (text(item, STATE)) {
            case CLOSED -> new State.Closed(window(map(item, COUNTS)));
            case OPEN -> new State.Open(until);
            case HALF_OPEN -> new State.HalfOpen(until, probes(map(item, PROBES)));
            default -> throw new IllegalStateException("state must be known, got: " + item.get(STATE));
        };
    }

    private static Window window(Map<String, AttributeValue> counts) {
        Map<Instant, Counts> buckets = new HashMap<>();
        counts.forEach((name, value) -> buckets.merge(
                Instant.ofEpochMilli(Long.parseLong(name.substring(1), Character.MAX_RADIX)),
                counts(name.charAt(0), Long.parseLong(value.n())),
                Counts::plus));
        return new Window(buckets);
    }

    private static Counts counts(char kind, long number) {
        return switch (kind) {
            case 's' -> new Counts(number, 0, 0);
            case 'f' -> new Counts(0, number, 0);
            case 't' -> new Counts(0, 0, number);
            // A later version's: an environment of this one still runs beside it while a deployment is under way.
            default -> Counts.NONE;
        };
    }

    private static Map<Long, Probe> probes(Map<String, AttributeValue> probes) {
        return probes.entrySet().stream()
                .collect(Collectors.toMap(
                        probe -> Long.valueOf(probe.getKey()),
                        probe -> probe(Long.parseLong(probe.getValue().n()))));
    }

    private static Probe probe(long leaseEnd) {
        return leaseEnd == SUCCEEDED ? new Probe.Succeeded() : new Probe.Leased(Instant.ofEpochMilli(leaseEnd));
    }

    private static int count(Map<String, AttributeValue> settings, String name) {
        return Math.toIntExact(Attributes.number(settings, name, 0));
    }

    private static Duration millis(Map<String, AttributeValue> settings, String name) {
        return Duration.ofMillis(Attributes.number(settings, name, 0));
    }

    private static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? Map.of() : value.m();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : String.valueOf(value.s());
    }
}
