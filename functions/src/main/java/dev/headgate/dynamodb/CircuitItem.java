package dev.headgate.dynamodb;

import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.State;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A circuit as an item, below 1 KB for all but the largest settings, so that a write costs one unit:
 *
 * <ul>
 *   <li>{@code name} (key), {@code settings} (a map, see {@link CircuitSettingsItem}), {@code changedAt} (when they were
 *       put);
 *   <li>{@code state}; {@code generation}; {@code until} (milliseconds since the epoch; 0 where the state has no end);
 *       {@code attempts} (how many times in a row it has opened);
 *   <li>what is counted, see {@link WindowItem}, and the probes, see {@link ProbeItem}.
 * </ul>
 */
final class CircuitItem {
    static final String NAME = "name";
    static final String SETTINGS = "settings";
    static final String CHANGED_AT = "changedAt";
    static final String STATE = "state";
    static final String GENERATION = "generation";
    static final String UNTIL = "until";
    static final String ATTEMPTS = "attempts";

    static final String CLOSED = "CLOSED";
    static final String OPEN = "OPEN";
    static final String HALF_OPEN = "HALF_OPEN";
    static final String METRICS_ONLY = "METRICS_ONLY";
    private static final String FORCED_OPEN = "FORCED_OPEN";
    private static final String DISABLED = "DISABLED";

    private CircuitItem() {}

    static Map<String, AttributeValue> key(String name) {
        return Map.of(NAME, Attributes.string(name));
    }

    static Circuit circuit(Map<String, AttributeValue> item) {
        State state = state(item);
        return new Circuit(
                CircuitSettingsItem.settings(Attributes.string(item, NAME, ""), Attributes.map(item, SETTINGS)),
                Attributes.number(item, GENERATION, 1),
                state,
                ProbeItem.late(item, state instanceof State.HalfOpen));
    }

    private static State state(Map<String, AttributeValue> item) {
        Instant until = Instant.ofEpochMilli(Attributes.number(item, UNTIL, 0));
        long attempts = Attributes.number(item, ATTEMPTS, 0);
        return switch (Attributes.string(item, STATE, "")) {
            case CLOSED -> new State.Closed(WindowItem.window(item));
            case OPEN -> new State.Open(until, attempts);
            case HALF_OPEN -> new State.HalfOpen(until, ProbeItem.probes(item), attempts);
            case FORCED_OPEN -> new State.ForcedOpen();
            case DISABLED -> new State.Disabled();
            case METRICS_ONLY -> new State.MetricsOnly(WindowItem.window(item));
            default -> throw new IllegalStateException("state must be known, got: " + item.get(STATE));
        };
    }
}
