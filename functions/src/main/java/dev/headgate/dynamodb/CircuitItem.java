package dev.headgate.dynamodb;

import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Kind;
import dev.headgate.circuit.Probe;
import dev.headgate.circuit.Run;
import dev.headgate.circuit.State;
import dev.headgate.circuit.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A circuit as an item, below 1 KB for all but the largest settings, so that a write costs one unit:
 *
 * <ul>
 *   <li>{@code name} (key), {@code settings} (a map, see {@link CircuitSettingsItem}), {@code changedAt} (when they were
 *       put);
 *   <li>{@code state}; {@code generation}; {@code until} (milliseconds since the epoch; 0 where the state has no end);
 *       {@code attempts} (how many times in a row it has opened);
 *   <li>{@code counts}: a map; a letter for the kind of call, followed by the bucket's start, in milliseconds since the
 *       epoch with radix 36 → how many. A change of state replaces the whole map, so that no outcome of an old generation
 *       is left, whatever was added since somebody looked;
 *   <li>{@code runs}: a list; a letter and, if it is more than one, how many calls in a row, with radix 36; the latest
 *       last. {@code dropped}: how many have been taken off its front;
 *   <li>{@code streak}: how many failures the last calls were;
 *   <li>{@code receipts}: a map; which writes were the last ones: the mark of each by its id;
 *   <li>{@code probes}: a map; the probe's number → the end of its lease (milliseconds since the epoch), or what it found
 *       (0 a success, −1 a failure, −2 a slow call, −3 a slow failure), or the end of the lease with a minus for a probe
 *       of an earlier round. So {@code size(probes)} is what the limit on probes is compared with, and no report can
 *       settle a probe of an earlier round. A change of state leaves the map alone; what it has then is of earlier rounds,
 *       with or without a minus.
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
    static final String COUNTS = "counts";
    static final String RUNS = "runs";
    static final String DROPPED = "dropped";
    static final String STREAK = "streak";
    static final String RECEIPTS = "receipts";
    static final String PROBES = "probes";

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
                CircuitSettingsItem.settings(text(item, NAME), map(item, SETTINGS)),
                Attributes.number(item, GENERATION, 1),
                state,
                late(map(item, PROBES), state instanceof State.HalfOpen));
    }

    /** Returns the name in {@code counts} that one kind of call has in one bucket. */
    static String count(Kind kind, Instant bucket) {
        return letter(kind) + Long.toString(bucket.toEpochMilli(), Character.MAX_RADIX);
    }

    static AttributeValue run(Run run) {
        String calls = run.calls() == 1 ? "" : Long.toString(run.calls(), Character.MAX_RADIX);
        return Attributes.string(letter(run.kind()) + calls);
    }

    /** Returns what a probe's place holds once it has found this: at most 0, and so no end of a lease. */
    static long found(Kind kind) {
        return switch (kind) {
            case SUCCESS -> 0;
            case FAILURE -> -1;
            case SLOW -> -2;
            case SLOW_FAILURE -> -3;
        };
    }

    private static String letter(Kind kind) {
        return switch (kind) {
            case SUCCESS -> "s";
            case FAILURE -> "f";
            case SLOW -> "l";
            case SLOW_FAILURE -> "m";
        };
    }

    private static Kind kind(char letter) {
        return switch (letter) {
            case 's' -> Kind.SUCCESS;
            case 'f' -> Kind.FAILURE;
            case 'l' -> Kind.SLOW;
            case 'm' -> Kind.SLOW_FAILURE;
            default -> throw new IllegalStateException("a count must be of a known kind, got: " + letter);
        };
    }

    private static State state(Map<String, AttributeValue> item) {
        Instant until = Instant.ofEpochMilli(Attributes.number(item, UNTIL, 0));
        long attempts = Attributes.number(item, ATTEMPTS, 0);
        return switch (text(item, STATE)) {
            case CLOSED -> new State.Closed(window(item));
            case OPEN -> new State.Open(until, attempts);
            case HALF_OPEN -> new State.HalfOpen(until, probes(map(item, PROBES)), attempts);
            case FORCED_OPEN -> new State.ForcedOpen();
            case DISABLED -> new State.Disabled();
            case METRICS_ONLY -> new State.MetricsOnly(window(item));
            default -> throw new IllegalStateException("state must be known, got: " + item.get(STATE));
        };
    }

    private static Window window(Map<String, AttributeValue> item) {
        Map<Instant, Counts> buckets = new HashMap<>();
        map(item, COUNTS)
                .forEach((name, value) -> buckets.merge(
                        Instant.ofEpochMilli(Long.parseLong(name.substring(1), Character.MAX_RADIX)),
                        Counts.of(kind(name.charAt(0)), Long.parseLong(value.n())),
                        Counts::plus));
        AttributeValue runs = item.get(RUNS);
        return new Window(
                buckets,
                runs == null
                        ? List.of()
                        : runs.l().stream().map(CircuitItem::run).toList(),
                Attributes.number(item, DROPPED, 0),
                Attributes.number(item, STREAK, 0),
                map(item, RECEIPTS).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                receipt -> Long.valueOf(receipt.getValue().n()))));
    }

    private static Run run(AttributeValue value) {
        String text = value.s();
        return new Run(
                kind(text.charAt(0)), text.length() == 1 ? 1 : Long.parseLong(text.substring(1), Character.MAX_RADIX));
    }

    /** Returns what the place of a probe of an earlier round holds. */
    static long late(Instant end) {
        return -end.toEpochMilli();
    }

    private static Map<Long, Probe> probes(Map<String, AttributeValue> places) {
        Map<Long, Probe> probes = new HashMap<>();
        values(places).forEach((number, value) -> {
            if (value >= found(Kind.SLOW_FAILURE)) {
                probes.put(number, probe(value));
            }
        });
        return probes;
    }

    private static Map<Long, Instant> late(Map<String, AttributeValue> places, boolean halfOpen) {
        Map<Long, Instant> late = new HashMap<>();
        values(places).forEach((number, value) -> {
            if (value < found(Kind.SLOW_FAILURE)) {
                late.put(number, Instant.ofEpochMilli(-value));
            } else if (!halfOpen) {
                late.put(number, probe(value).outUntil());
            }
        });
        return late;
    }

    private static Map<Long, Long> values(Map<String, AttributeValue> places) {
        return places.entrySet().stream()
                .collect(Collectors.toMap(
                        place -> Long.valueOf(place.getKey()),
                        place -> Long.valueOf(place.getValue().n())));
    }

    private static Probe probe(long value) {
        for (Kind kind : Kind.values()) {
            if (value == found(kind)) {
                return new Probe.Done(kind);
            }
        }
        return new Probe.Leased(Instant.ofEpochMilli(value));
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
