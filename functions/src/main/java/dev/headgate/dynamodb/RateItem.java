package dev.headgate.dynamodb;

import dev.headgate.adaptive.Counters;
import dev.headgate.adaptive.Latencies;
import dev.headgate.adaptive.Pause;
import dev.headgate.adaptive.RateRecord;
import dev.headgate.adaptive.RateSighting;
import dev.headgate.adaptive.RateState;
import dev.headgate.permit.Nanos;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A rate that follows as an item, below 1 KB, so that a write costs one unit: {@code id} (key), {@code revision}, {@code state}
 * and {@code pause} (maps; moments and durations in nanoseconds, rates in permits a second), the counters {@code accepted},
 * {@code refused}, {@code acceptedInPause}, {@code refusedInPause},
 * {@code acceptedAmid}, {@code refusedAmid}, {@code l0} to {@code l15} (latencies by bin; one that is not there is 0),
 * and {@code expiresAt} (TTL, epoch seconds).
 */
final class RateItem {
    static final String STATE = "state";
    static final String PAUSE = "pause";
    static final String REVISION = "revision";
    static final String EXPIRES_AT = "expiresAt";
    static final String UNTIL = "until";
    static final String BOUND = "bound";

    private RateItem() {}

    static Map<String, AttributeValue> key(String id) {
        return Map.of("id", Attributes.string(id));
    }

    static AttributeValue state(RateState state) {
        return AttributeValue.fromM(Map.ofEntries(
                Map.entry("tick", Attributes.number(state.tick())),
                Map.entry("at", moment(state.at())),
                Map.entry("rate", Attributes.decimal(state.rate())),
                Map.entry("before", Attributes.decimal(state.before())),
                Map.entry("phase", Attributes.string(state.phase().name())),
                Map.entry("plateau", Attributes.decimal(state.plateau())),
                Map.entry("summit", Attributes.decimal(state.summit())),
                Map.entry("fell", Attributes.bool(state.fell())),
                Map.entry("cutAt", moment(state.cutAt())),
                Map.entry("excess", Attributes.decimal(state.excess())),
                Map.entry("grownFrom", moment(state.grownFrom())),
                Map.entry("baseline", Attributes.number(state.baseline().toNanos()))));
    }

    static AttributeValue pause(Pause pause) {
        return AttributeValue.fromM(
                Map.of("from", moment(pause.from()), UNTIL, moment(pause.until()), BOUND, bound(pause)));
    }

    static AttributeValue bound(Pause pause) {
        return Attributes.number(pause.bound().toNanos());
    }

    static AttributeValue moment(Instant moment) {
        return Attributes.number(Nanos.of(moment));
    }

    static void add(UpdateExpression update, Counters counters) {
        add(update, counters, 1);
    }

    static void subtract(UpdateExpression update, Counters counters) {
        add(update, counters, -1);
    }

    private static void add(UpdateExpression update, Counters counters, int sign) {
        add(update, "accepted", sign * counters.accepted());
        add(update, "refused", sign * counters.refused());
        add(update, "acceptedInPause", sign * counters.acceptedInPause());
        add(update, "refusedInPause", sign * counters.refusedInPause());
        add(update, "acceptedAmid", sign * counters.acceptedAmid());
        add(update, "refusedAmid", sign * counters.refusedAmid());
        List<Long> latencies = counters.latencies().counts();
        IntStream.range(0, latencies.size()).forEach(bin -> add(update, "l" + bin, sign * latencies.get(bin)));
    }

    /** Returns what an item says; empty if it has no rate yet. */
    static Optional<RateSighting> read(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> state = Attributes.map(item, STATE);
        return state.isEmpty()
                ? Optional.empty()
                : Optional.of(new RateSighting(
                        new RateRecord(
                                state(state), pause(Attributes.map(item, PAUSE)), Attributes.number(item, REVISION, 0)),
                        counters(item)));
    }

    static Pause pause(Map<String, AttributeValue> pause) {
        return new Pause(moment(pause, "from"), moment(pause, UNTIL), duration(pause, BOUND));
    }

    private static RateState state(Map<String, AttributeValue> state) {
        return new RateState(
                Attributes.number(state, "tick", 0),
                moment(state, "at"),
                Attributes.decimal(state, "rate", 0),
                Attributes.decimal(state, "before", 0),
                RateState.Phase.valueOf(Attributes.string(state, "phase", RateState.Phase.STARTING.name())),
                Attributes.decimal(state, "plateau", 0),
                Attributes.decimal(state, "summit", 0),
                Attributes.yes(state, "fell"),
                moment(state, "cutAt"),
                Attributes.decimal(state, "excess", 0),
                moment(state, "grownFrom"),
                duration(state, "baseline"));
    }

    private static Counters counters(Map<String, AttributeValue> item) {
        return new Counters(
                count(item, "accepted"),
                count(item, "refused"),
                count(item, "acceptedInPause"),
                count(item, "refusedInPause"),
                count(item, "acceptedAmid"),
                count(item, "refusedAmid"),
                new Latencies(IntStream.range(0, Latencies.BINS)
                        .mapToObj(bin -> count(item, "l" + bin))
                        .toList()));
    }

    private static void add(UpdateExpression update, String name, long count) {
        if (count != 0) {
            update.add(name, count);
        }
    }

    private static long count(Map<String, AttributeValue> item, String name) {
        return Attributes.number(item, name, 0);
    }

    private static Instant moment(Map<String, AttributeValue> item, String name) {
        return Nanos.toInstant(Attributes.number(item, name, 0));
    }

    private static Duration duration(Map<String, AttributeValue> item, String name) {
        return Duration.ofNanos(Attributes.number(item, name, 0));
    }
}
