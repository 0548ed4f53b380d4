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
import static dev.headgate.dynamodb.CircuitItem.RUNS;
import static dev.headgate.dynamodb.CircuitItem.SETTINGS;
import static dev.headgate.dynamodb.CircuitItem.STATE;
import static dev.headgate.dynamodb.CircuitItem.STREAK;
import static dev.headgate.dynamodb.CircuitItem.UNTIL;

import dev.headgate.circuit.Change;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Kind;
import dev.headgate.circuit.Outcomes;
import dev.headgate.circuit.State;
import java.time.Instant;
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
                        .set(probe(renew.probe()), millis(renew.leaseEnd()))
                        .set(UNTIL, millis(renew.until()));
            case Change.Reopen reopen ->
                next(whileIn(update, HALF_OPEN), OPEN, millis(reopen.until())).add(ATTEMPTS, 1);
            case Change.TimeOut out ->
                next(whileIn(update, HALF_OPEN).when(UNTIL, "<=", millis(out.now())), OPEN, millis(out.until()))
                        .add(ATTEMPTS, 1);
            case Change.Close _ ->
                next(whileIn(update, HALF_OPEN), CLOSED, NO_TIME).remove(ATTEMPTS);
            case Change.Force _ -> throw new IllegalStateException("force has been dealt with");
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
        for (Instant bucket : count.expired()) {
            for (Kind kind : Kind.values()) {
                update.remove(COUNTS + "." + CircuitItem.count(kind, bucket));
            }
        }
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
        update.whenAmong(STATE, Attributes.string(OPEN), Attributes.string(HALF_OPEN))
                .when(UNTIL, "<=", millis(begin.now()));
        beginning(update, HALF_OPEN, millis(begin.until()))
                .set(PROBES, AttributeValue.fromM(Map.of(Long.toString(begin.probe()), millis(begin.leaseEnd()))));
    }

    private static void take(UpdateExpression update, Change.TakeProbe take) {
        Long lapsed = take.lapsed();
        if (lapsed == null) {
            update.whenFewer(PROBES, SETTINGS + "." + CircuitSettingsItem.PROBES);
        } else {
            update.when(probe(lapsed), ">", Attributes.number(CircuitItem.found(Kind.SUCCESS)))
                    .when(probe(lapsed), "<=", millis(take.now()))
                    .remove(probe(lapsed));
        }
        update.set(probe(take.probe()), millis(take.leaseEnd())).set(UNTIL, millis(take.until()));
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

    /** A new state, without probes. */
    private static UpdateExpression next(UpdateExpression update, String state, AttributeValue until) {
        return beginning(update, state, until).set(PROBES, EMPTY);
    }

    /** A new state: a new generation, with nothing counted. */
    private static UpdateExpression beginning(UpdateExpression update, String state, AttributeValue until) {
        return update.set(STATE, Attributes.string(state))
                .add(GENERATION, 1)
                .set(UNTIL, until)
                .set(COUNTS, EMPTY)
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
