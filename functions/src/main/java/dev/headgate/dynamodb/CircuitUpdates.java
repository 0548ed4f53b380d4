package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.CircuitItem.ATTEMPTS;
import static dev.headgate.dynamodb.CircuitItem.CHANGED_AT;
import static dev.headgate.dynamodb.CircuitItem.CLOSED;
import static dev.headgate.dynamodb.CircuitItem.COUNTS;
import static dev.headgate.dynamodb.CircuitItem.DROPPED;
import static dev.headgate.dynamodb.CircuitItem.GENERATION;
import static dev.headgate.dynamodb.CircuitItem.HALF_OPEN;
import static dev.headgate.dynamodb.CircuitItem.METRICS_ONLY;
import static dev.headgate.dynamodb.CircuitItem.OPEN;
import static dev.headgate.dynamodb.CircuitItem.PROBES;
import static dev.headgate.dynamodb.CircuitItem.RECEIPTS;
import static dev.headgate.dynamodb.CircuitItem.RUNS;
import static dev.headgate.dynamodb.CircuitItem.SETTINGS;
import static dev.headgate.dynamodb.CircuitItem.STATE;
import static dev.headgate.dynamodb.CircuitItem.STREAK;
import static dev.headgate.dynamodb.CircuitItem.UNTIL;

import dev.headgate.circuit.Change;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.Clearing;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Kind;
import dev.headgate.circuit.Outcomes;
import dev.headgate.circuit.Receipt;
import dev.headgate.circuit.State;
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
        UpdateExpression update = new UpdateExpression();
        if (change instanceof Change.Force force) {
            return force(update.whenThere(STATE), force);
        }
        if (change instanceof Change.Leave leave) {
            return leave(update, probe(leave.probe()));
        }
        update.when(GENERATION, "=", Attributes.number(change.generation()));
        switch (change) {
            case Change.Count count -> count(update, count);
            case Change.Trim trim ->
                whileCounting(update)
                        .whenNumber(DROPPED, trim.dropped())
                        .set(DROPPED, Attributes.number(trim.dropped() + trim.runs()))
                        .removeFirst(RUNS, trim.runs());
            case Change.Trip trip ->
                next(whileIn(update, CLOSED), OPEN, millis(trip.until())).set(ATTEMPTS, Attributes.number(1));
            case Change.BeginProbing begin -> begin(update, begin);
            case Change.TakeProbe take -> take(whileIn(update, HALF_OPEN).when(UNTIL, ">", millis(take.now())), take);
            case Change.SettleProbe settle ->
                whileOut(update, settle.probe(), settle.now())
                        .set(probe(settle.probe()), Attributes.number(CircuitItem.found(settle.kind())));
            case Change.ReturnProbe back ->
                whileOut(update, back.probe(), back.now()).remove(probe(back.probe()));
            case Change.RenewProbe renew ->
                whileOut(update, renew.probe(), renew.now())
                        .when(UNTIL, "<=", millis(renew.until()))
                        .set(probe(renew.probe()), millis(renew.leaseEnd()))
                        .set(UNTIL, millis(renew.until()));
            case Change.Reopen reopen ->
                next(whileIn(update, HALF_OPEN), OPEN, millis(reopen.until())).add(ATTEMPTS, 1);
            case Change.TimeOut out ->
                next(whileIn(update, HALF_OPEN).when(UNTIL, "<=", millis(out.now())), OPEN, millis(out.until()))
                        .add(ATTEMPTS, 1);
            case Change.Close _ ->
                next(whileIn(update, HALF_OPEN), CLOSED, NO_TIME).remove(ATTEMPTS);
            case Change.Force _, Change.Leave _ -> throw new IllegalStateException("has been dealt with: " + change);
        }
        return update;
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

    private static void count(UpdateExpression update, Change.Count count) {
        whileCounting(update);
        Outcomes outcomes = count.outcomes();
        outcomes.buckets().forEach((bucket, counts) -> add(update, bucket, counts));
        if (!outcomes.runs().isEmpty()) {
            update.append(RUNS, outcomes.runs().stream().map(CircuitItem::run).toList());
        }
        streak(update, outcomes.streak());
        Receipt receipt = count.receipt();
        if (receipt != null) {
            String path = RECEIPTS + "." + receipt.id();
            update.whenAbsent(path).set(path, Attributes.number(receipt.mark()));
        }
        clear(update, count.clearing());
    }

    private static void clear(UpdateExpression update, Clearing clearing) {
        for (Instant bucket : clearing.buckets()) {
            for (Kind kind : Kind.values()) {
                update.remove(COUNTS + "." + CircuitItem.count(kind, bucket));
            }
        }
        clearing.places().forEach(place -> update.remove(probe(place)));
        clearing.receipts().forEach(receipt -> update.remove(RECEIPTS + "." + receipt));
    }

    private static void add(UpdateExpression update, Instant bucket, Counts counts) {
        for (Kind kind : Kind.values()) {
            if (counts.of(kind) > 0) {
                update.add(COUNTS + "." + CircuitItem.count(kind, bucket), counts.of(kind));
            }
        }
    }

    private static void streak(UpdateExpression update, Outcomes.Streak streak) {
        if (streak.broken()) {
            update.set(STREAK, Attributes.number(streak.failures()));
        } else if (streak.failures() > 0) {
            update.add(STREAK, streak.failures());
        }
    }

    private static void begin(UpdateExpression update, Change.BeginProbing begin) {
        Map<String, AttributeValue> places = new HashMap<>();
        begin.late().forEach((number, end) -> places.put(Long.toString(number), late(end)));
        places.put(Long.toString(begin.probe()), millis(begin.leaseEnd()));
        update.whenAmong(STATE, Attributes.string(OPEN), Attributes.string(HALF_OPEN))
                .when(UNTIL, "<=", millis(begin.now()));
        next(update, HALF_OPEN, millis(begin.until())).set(PROBES, AttributeValue.fromM(places));
    }

    private static void take(UpdateExpression update, Change.TakeProbe take) {
        update.when(UNTIL, "<=", millis(take.until()))
                .when(SETTINGS + "." + CircuitSettingsItem.PROBES, "=", Attributes.number(take.most()))
                .whenFewer(PROBES, take.most() + take.lapsed().size());
        take.lapsed()
                .forEach((number, end) ->
                        update.whenAmong(probe(number), millis(end), late(end)).remove(probe(number)));
        update.set(probe(take.probe()), millis(take.leaseEnd())).set(UNTIL, millis(take.until()));
    }

    private static AttributeValue late(Instant end) {
        return Attributes.number(CircuitItem.late(end));
    }

    /** What is there without a minus while it is HALF_OPEN is of this round. */
    private static UpdateExpression leave(UpdateExpression update, String place) {
        return update.whenThere(place)
                .when(STATE, "<>", Attributes.string(HALF_OPEN))
                .when(place, "<", Attributes.number(CircuitItem.found(Kind.SLOW_FAILURE)))
                .orTheLastTwo()
                .remove(place);
    }

    private static UpdateExpression force(UpdateExpression update, Change.Force force) {
        boolean open = force.state() instanceof State.Open;
        next(update, force.state().name(), open ? millis(force.until()) : NO_TIME);
        return open ? update.set(ATTEMPTS, Attributes.number(1)) : update.remove(ATTEMPTS);
    }

    private static UpdateExpression whileIn(UpdateExpression update, String state) {
        return update.when(STATE, "=", Attributes.string(state));
    }

    private static UpdateExpression whileCounting(UpdateExpression update) {
        return update.whenAmong(STATE, Attributes.string(CLOSED), Attributes.string(METRICS_ONLY));
    }

    private static UpdateExpression whileOut(UpdateExpression update, long probe, Instant now) {
        return whileIn(update, HALF_OPEN).when(UNTIL, ">", millis(now)).when(probe(probe), ">", millis(now));
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

    private static String probe(long number) {
        return PROBES + "." + number;
    }

    private static AttributeValue millis(Instant moment) {
        return Attributes.number(moment.toEpochMilli());
    }
}
