package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.CircuitItem.ATTEMPTS;
import static dev.headgate.dynamodb.CircuitItem.CHANGED_AT;
import static dev.headgate.dynamodb.CircuitItem.CLOSED;
import static dev.headgate.dynamodb.CircuitItem.GENERATION;
import static dev.headgate.dynamodb.CircuitItem.HALF_OPEN;
import static dev.headgate.dynamodb.CircuitItem.OPEN;
import static dev.headgate.dynamodb.CircuitItem.SETTINGS;
import static dev.headgate.dynamodb.CircuitItem.STATE;
import static dev.headgate.dynamodb.CircuitItem.UNTIL;
import static dev.headgate.dynamodb.ProbeItem.PROBES;
import static dev.headgate.dynamodb.WindowItem.COUNTS;
import static dev.headgate.dynamodb.WindowItem.DROPPED;
import static dev.headgate.dynamodb.WindowItem.RECEIPTS;
import static dev.headgate.dynamodb.WindowItem.RUNS;
import static dev.headgate.dynamodb.WindowItem.STREAK;

import dev.headgate.circuit.Change;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.ProbeChange;
import dev.headgate.circuit.State;
import dev.headgate.circuit.StateChange;
import dev.headgate.circuit.WindowChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each {@link Change} as one conditional update. The contract test holds both to the same answers. */
final class CircuitUpdates {
    private static final AttributeValue EMPTY = AttributeValue.fromM(Map.of());
    private static final AttributeValue NO_TIME = Attributes.number(0);

    private CircuitUpdates() {}

    static UpdateExpression of(Change change) {
        return switch (change) {
            case WindowChange window -> WindowUpdates.of(window);
            case ProbeChange probe -> ProbeUpdates.of(probe);
            case StateChange state -> of(state);
        };
    }

    static UpdateExpression put(CircuitSettings settings, Instant now) {
        return new UpdateExpression()
                .set(SETTINGS, AttributeValue.fromM(CircuitSettingsItem.of(settings)))
                .set(CHANGED_AT, Attributes.string(now.toString()))
                .setIfAbsent(STATE, Attributes.string(CLOSED))
                .setIfAbsent(GENERATION, Attributes.number(1))
                .setIfAbsent(UNTIL, NO_TIME)
                .setIfAbsent(COUNTS, EMPTY)
                .setIfAbsent(RECEIPTS, EMPTY)
                .setIfAbsent(PROBES, EMPTY);
    }

    private static UpdateExpression of(StateChange change) {
        return switch (change) {
            case StateChange.Trip trip ->
                next(whileIn(inGenerationOf(trip), CLOSED), OPEN, millis(trip.until()))
                        .set(ATTEMPTS, Attributes.number(1));
            case StateChange.BeginProbing begin -> begin(inGenerationOf(begin), begin);
            case StateChange.Reopen reopen ->
                next(whileIn(inGenerationOf(reopen), HALF_OPEN), OPEN, millis(reopen.until()))
                        .add(ATTEMPTS, 1);
            case StateChange.TimeOut out ->
                next(
                                whileIn(inGenerationOf(out), HALF_OPEN).when(UNTIL, "<=", millis(out.now())),
                                OPEN,
                                millis(out.until()))
                        .add(ATTEMPTS, 1);
            case StateChange.Close close ->
                next(whileIn(inGenerationOf(close), HALF_OPEN), CLOSED, NO_TIME).remove(ATTEMPTS);
            case StateChange.Force force -> force(new UpdateExpression().whenThere(STATE), force);
        };
    }

    private static UpdateExpression begin(UpdateExpression update, StateChange.BeginProbing begin) {
        Map<String, AttributeValue> places = new HashMap<>();
        begin.late().forEach((number, end) -> places.put(Long.toString(number), ProbeItem.late(end)));
        places.put(Long.toString(begin.probe()), millis(begin.leaseEnd()));
        update.whenAmong(STATE, Attributes.string(OPEN), Attributes.string(HALF_OPEN))
                .when(UNTIL, "<=", millis(begin.now()));
        return next(update, HALF_OPEN, millis(begin.until())).set(PROBES, AttributeValue.fromM(places));
    }

    private static UpdateExpression force(UpdateExpression update, StateChange.Force force) {
        boolean open = force.state() instanceof State.Open;
        next(update, force.state().name(), open ? millis(force.until()) : NO_TIME);
        return open ? update.set(ATTEMPTS, Attributes.number(1)) : update.remove(ATTEMPTS);
    }

    static UpdateExpression inGenerationOf(Change change) {
        return new UpdateExpression().when(GENERATION, "=", Attributes.number(change.generation()));
    }

    static UpdateExpression whileIn(UpdateExpression update, String state) {
        return update.when(STATE, "=", Attributes.string(state));
    }

    /** A new state: a new generation, with nothing counted. Who is out as a probe stays out. */
    private static UpdateExpression next(UpdateExpression update, String state, AttributeValue until) {
        return update.set(STATE, Attributes.string(state))
                .add(GENERATION, 1)
                .set(UNTIL, until)
                .set(COUNTS, EMPTY)
                .set(RECEIPTS, EMPTY)
                .remove(RUNS)
                .remove(DROPPED)
                .remove(STREAK);
    }

    static AttributeValue millis(Instant moment) {
        return Attributes.number(moment.toEpochMilli());
    }
}
