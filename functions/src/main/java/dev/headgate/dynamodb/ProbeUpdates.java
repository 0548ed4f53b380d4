package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.CircuitItem.HALF_OPEN;
import static dev.headgate.dynamodb.CircuitItem.SETTINGS;
import static dev.headgate.dynamodb.CircuitItem.STATE;
import static dev.headgate.dynamodb.CircuitItem.UNTIL;
import static dev.headgate.dynamodb.ProbeItem.PROBES;

import dev.headgate.circuit.Kind;
import dev.headgate.circuit.ProbeChange;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each {@link ProbeChange} as one conditional update. */
final class ProbeUpdates {
    private ProbeUpdates() {}

    static UpdateExpression of(ProbeChange change) {
        return switch (change) {
            case ProbeChange.Take take -> take(take);
            case ProbeChange.Settle settle ->
                whileOut(settle, settle.probe(), settle.now())
                        .set(ProbeItem.place(settle.probe()), ProbeItem.found(settle.kind()));
            case ProbeChange.Return back ->
                whileOut(back, back.probe(), back.now()).remove(ProbeItem.place(back.probe()));
            case ProbeChange.Renew renew ->
                whileOut(renew, renew.probe(), renew.now())
                        .when(UNTIL, "<=", millis(renew.until()))
                        .set(ProbeItem.place(renew.probe()), millis(renew.leaseEnd()))
                        .set(UNTIL, millis(renew.until()));
            case ProbeChange.Leave leave -> leave(ProbeItem.place(leave.probe()));
        };
    }

    private static UpdateExpression take(ProbeChange.Take take) {
        UpdateExpression update = whileHalfOpen(take, take.now())
                .when(UNTIL, "<=", millis(take.until()))
                .when(SETTINGS + "." + CircuitSettingsItem.PROBES, "=", Attributes.number(take.most()))
                .whenFewer(PROBES, take.most() + take.lapsed().size());
        take.lapsed()
                .forEach((number, end) -> update.whenAmong(ProbeItem.place(number), millis(end), ProbeItem.late(end))
                        .remove(ProbeItem.place(number)));
        return update.set(ProbeItem.place(take.probe()), millis(take.leaseEnd()))
                .set(UNTIL, millis(take.until()));
    }

    /** What is there without a minus while it is HALF_OPEN is of this round. */
    private static UpdateExpression leave(String place) {
        return new UpdateExpression()
                .whenThere(place)
                .when(STATE, "<>", Attributes.string(HALF_OPEN))
                .orWhen(place, "<", ProbeItem.found(Kind.SLOW_FAILURE))
                .remove(place);
    }

    private static UpdateExpression whileOut(ProbeChange change, long probe, Instant now) {
        return whileHalfOpen(change, now).when(ProbeItem.place(probe), ">", millis(now));
    }

    private static UpdateExpression whileHalfOpen(ProbeChange change, Instant now) {
        return CircuitUpdates.whileIn(CircuitUpdates.inGenerationOf(change), HALF_OPEN)
                .when(UNTIL, ">", millis(now));
    }

    private static AttributeValue millis(Instant moment) {
        return CircuitUpdates.millis(moment);
    }
}
