package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.CircuitItem.CHANGED_AT;
import static dev.headgate.dynamodb.CircuitItem.CLOSED;
import static dev.headgate.dynamodb.CircuitItem.COUNTS;
import static dev.headgate.dynamodb.CircuitItem.GENERATION;
import static dev.headgate.dynamodb.CircuitItem.HALF_OPEN;
import static dev.headgate.dynamodb.CircuitItem.HALF_OPEN_PROBES;
import static dev.headgate.dynamodb.CircuitItem.OPEN;
import static dev.headgate.dynamodb.CircuitItem.PROBES;
import static dev.headgate.dynamodb.CircuitItem.SETTINGS;
import static dev.headgate.dynamodb.CircuitItem.STATE;
import static dev.headgate.dynamodb.CircuitItem.SUCCEEDED;
import static dev.headgate.dynamodb.CircuitItem.UNTIL;

import dev.headgate.circuit.Change;
import dev.headgate.circuit.CircuitSettings;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each {@link Change} as one conditional update. The contract test holds both to the same answers. */
final class CircuitUpdates {
    private static final AttributeValue EMPTY = AttributeValue.fromM(Map.of());

    private CircuitUpdates() {}

    static UpdateExpression of(Change change) {
        UpdateExpression update = new UpdateExpression().when(GENERATION, "=", Attributes.number(change.generation()));
        switch (change) {
            case Change.Count count -> count(update, count);
            case Change.Trip trip ->
                next(update.when(STATE, "=", Attributes.string(CLOSED)), trip.generation(), OPEN, millis(trip.until()))
                        .set(PROBES, EMPTY);
            case Change.BeginProbing begin ->
                next(
                                update.when(UNTIL, "<=", millis(begin.now())),
                                begin.generation(),
                                HALF_OPEN,
                                millis(begin.until()))
                        .when(STATE, "<>", Attributes.string(CLOSED))
                        .set(PROBES, probes(begin.probe(), begin.leaseEnd()));
            case Change.TakeProbe take -> take(update, take);
            case Change.PassProbe pass ->
                whileOut(update, pass.probe(), pass.now()).set(probe(pass.probe()), Attributes.number(SUCCEEDED));
            case Change.ReturnProbe back ->
                whileOut(update, back.probe(), back.now()).remove(probe(back.probe()));
            case Change.FailProbe fail ->
                next(whileOut(update, fail.probe(), fail.now()), fail.generation(), OPEN, millis(fail.until()))
                        .set(PROBES, EMPTY);
            case Change.Close close ->
                next(
                                update.when(STATE, "=", Attributes.string(HALF_OPEN)),
                                close.generation(),
                                CLOSED,
                                Attributes.number(0))
                        .set(PROBES, EMPTY);
        }
        return update;
    }

    static UpdateExpression put(CircuitSettings settings, Instant now) {
        return new UpdateExpression()
                .set(SETTINGS, AttributeValue.fromM(CircuitItem.settings(settings)))
                .set(CHANGED_AT, Attributes.string(now.toString()))
                .setIfAbsent(STATE, Attributes.string(CLOSED))
                .setIfAbsent(GENERATION, Attributes.number(1))
                .setIfAbsent(UNTIL, Attributes.number(0))
                .setIfAbsent(COUNTS, EMPTY)
                .setIfAbsent(PROBES, EMPTY);
    }

    private static void count(UpdateExpression update, Change.Count count) {
        update.when(STATE, "=", Attributes.string(CLOSED));
        add(update, CircuitItem.successes(count.bucket()), count.counts().successes());
        add(update, CircuitItem.failures(count.bucket()), count.counts().failures());
        add(update, CircuitItem.throttled(count.bucket()), count.counts().throttled());
        for (Instant bucket : count.expired()) {
            update.remove(COUNTS + "." + CircuitItem.successes(bucket))
                    .remove(COUNTS + "." + CircuitItem.failures(bucket))
                    .remove(COUNTS + "." + CircuitItem.throttled(bucket));
        }
    }

    private static void add(UpdateExpression update, String name, long number) {
        if (number > 0) {
            update.add(COUNTS + "." + name, number);
        }
    }

    private static void take(UpdateExpression update, Change.TakeProbe take) {
        update.when(STATE, "=", Attributes.string(HALF_OPEN));
        Long lapsed = take.lapsed();
        if (lapsed == null) {
            update.whenFewer(PROBES, SETTINGS + "." + HALF_OPEN_PROBES);
        } else {
            update.when(probe(lapsed), ">", Attributes.number(SUCCEEDED))
                    .when(probe(lapsed), "<=", millis(take.now()))
                    .remove(probe(lapsed));
        }
        update.set(probe(take.probe()), millis(take.leaseEnd())).set(UNTIL, millis(take.until()));
    }

    private static UpdateExpression whileOut(UpdateExpression update, long probe, Instant now) {
        return update.when(STATE, "=", Attributes.string(HALF_OPEN)).when(probe(probe), ">", millis(now));
    }

    /** A new state: a new generation, with nothing counted. */
    private static UpdateExpression next(UpdateExpression update, long generation, String state, AttributeValue until) {
        return update.set(STATE, Attributes.string(state))
                .set(GENERATION, Attributes.number(generation + 1))
                .set(UNTIL, until)
                .set(COUNTS, EMPTY);
    }

    private static String probe(long number) {
        return PROBES + "." + number;
    }

    private static AttributeValue probes(long probe, Instant leaseEnd) {
        return AttributeValue.fromM(Map.of(Long.toString(probe), millis(leaseEnd)));
    }

    private static AttributeValue millis(Instant moment) {
        return Attributes.number(moment.toEpochMilli());
    }
}
