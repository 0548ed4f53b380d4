package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.SlotItem.EPOCH;
import static dev.headgate.dynamodb.SlotItem.EXPIRES_AT;
import static dev.headgate.dynamodb.SlotItem.HOLDER;
import static dev.headgate.dynamodb.SlotItem.UNTIL;

import dev.headgate.permit.LeaseAsk;

/** What becomes of a slot, each as one conditional update. The contract test holds them to the algorithm's answers. */
final class SlotUpdates {
    private SlotUpdates() {}

    static UpdateExpression take(LeaseAsk ask) {
        return new UpdateExpression()
                .whenAbsent(HOLDER)
                .orWhen(UNTIL, "<=", "lapsed", ask.lapsed())
                .set(HOLDER, Attributes.string(ask.holder()))
                .add(EPOCH, Attributes.number(ask.born()), 1)
                .set(UNTIL, Attributes.number(ask.until()))
                .set(EXPIRES_AT, SlotItem.expires(ask.until()));
    }

    static UpdateExpression renew(String holder, long epoch, long until) {
        return whileHeld(holder, epoch)
                .when(UNTIL, "<", "until", until)
                .set(UNTIL, Attributes.number(until))
                .set(EXPIRES_AT, SlotItem.expires(until));
    }

    static UpdateExpression release(String holder, long epoch) {
        return whileHeld(holder, epoch).remove(HOLDER);
    }

    /** As {@link #release}, of a lease that was not renewed since. */
    static UpdateExpression giveBack(String holder, long epoch, long until) {
        return whileHeld(holder, epoch).when(UNTIL, "=", "until", until).remove(HOLDER);
    }

    private static UpdateExpression whileHeld(String holder, long epoch) {
        return new UpdateExpression()
                .when(HOLDER, "=", Attributes.string(holder))
                .when(EPOCH, "=", "epoch", epoch);
    }
}
