package dev.headgate.dynamodb;

import dev.headgate.circuit.Kind;
import dev.headgate.circuit.Probe;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A circuit's probes in its item. {@code probes}: a map; the probe's number → the end of its lease (milliseconds since the
 * epoch), or what it found (0 a success, −1 a failure, −2 a slow call, −3 a slow failure), or the end of the lease with a
 * minus for a probe of an earlier round. So {@code size(probes)} is what the limit on probes is compared with, and no report
 * can settle a probe of an earlier round. A change of state leaves the map alone; what it has then is of earlier rounds,
 * with or without a minus.
 */
final class ProbeItem {
    static final String PROBES = "probes";

    private ProbeItem() {}

    /** Returns the path of a probe's place. */
    static String place(long probe) {
        return PROBES + "." + probe;
    }

    /** Returns what a probe's place holds once it has found this: at most 0, and so no end of a lease. */
    static AttributeValue found(Kind kind) {
        return Attributes.number(finding(kind));
    }

    /** Returns what the place of a probe of an earlier round holds: its lease's end with a minus. */
    static AttributeValue late(Instant end) {
        return Attributes.number(-end.toEpochMilli());
    }

    /** Returns the probes of this round, of a circuit that is half open. */
    static Map<Long, Probe> probes(Map<String, AttributeValue> item) {
        Map<Long, Probe> probes = new HashMap<>();
        places(item).forEach((number, value) -> {
            if (!isLate(value)) {
                probes.put(number, probe(value));
            }
        });
        return probes;
    }

    /** Returns until when the probes of earlier rounds are out. */
    static Map<Long, Instant> late(Map<String, AttributeValue> item, boolean halfOpen) {
        Map<Long, Instant> late = new HashMap<>();
        places(item).forEach((number, value) -> {
            if (isLate(value)) {
                late.put(number, Instant.ofEpochMilli(-value));
            } else if (!halfOpen) {
                late.put(number, probe(value).outUntil());
            }
        });
        return late;
    }

    private static Map<Long, Long> places(Map<String, AttributeValue> item) {
        return Attributes.map(item, PROBES).entrySet().stream()
                .collect(Collectors.toMap(
                        place -> Long.valueOf(place.getKey()),
                        place -> Long.valueOf(place.getValue().n())));
    }

    private static boolean isLate(long value) {
        return value < finding(Kind.SLOW_FAILURE);
    }

    private static Probe probe(long value) {
        for (Kind kind : Kind.values()) {
            if (value == finding(kind)) {
                return new Probe.Done(kind);
            }
        }
        return new Probe.Leased(Instant.ofEpochMilli(value));
    }

    private static long finding(Kind kind) {
        return switch (kind) {
            case SUCCESS -> 0;
            case FAILURE -> -1;
            case SLOW -> -2;
            case SLOW_FAILURE -> -3;
        };
    }
}
