package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.BucketItem.BEFORE_PAUSE;
import static dev.headgate.dynamodb.BucketItem.CONVERTED_FROM;
import static dev.headgate.dynamodb.BucketItem.EXPIRES_AT;
import static dev.headgate.dynamodb.BucketItem.PAUSED_TAT;
import static dev.headgate.dynamodb.BucketItem.PAUSED_UNTIL;
import static dev.headgate.dynamodb.BucketItem.TAT;
import static dev.headgate.dynamodb.PaceItem.PACE;
import static dev.headgate.dynamodb.PaceItem.PACE_OF;

import dev.headgate.permit.Ask;
import dev.headgate.permit.Nanos;
import dev.headgate.permit.Pace;
import java.time.Instant;

/**
 * What moves a bucket, each as one conditional update. A refund and a conversion have classes of their own. The contract test
 * holds all to the algorithm's answers.
 */
final class BucketUpdates {
    private BucketUpdates() {}

    /** An ask's units, of a bucket that is in use: many of these commute. */
    static UpdateExpression whileBusy(Ask ask) {
        return new UpdateExpression()
                .when(TAT, ">", "now", ask.idle())
                .when(TAT, "<=", "latest", ask.latestBusyTat())
                .when(PACE, "=", PaceItem.of(ask.pace()))
                .increase(TAT, ask.cost())
                .set(EXPIRES_AT, BucketItem.expires(ask.latestBusyTat() + ask.cost()));
    }

    /** An ask's units, of a bucket that is idle, whatever it was counted in before. */
    static UpdateExpression whileIdle(Ask ask) {
        long tat = ask.tatAfter(ask.idle());
        return new UpdateExpression()
                .whenAbsent(TAT)
                .orWhen(TAT, "<=", "now", ask.idle())
                .whenAbsent(PACE_OF)
                .orWhen(PACE_OF, "<=", "version", ask.pace().version())
                .set(TAT, Attributes.number(tat))
                .set(EXPIRES_AT, BucketItem.expires(tat))
                .set(PACE, PaceItem.of(ask.pace()))
                .set(PACE_OF, Attributes.number(ask.pace().version()));
    }

    static UpdateExpression pause(Pace pace, Instant until) {
        long tat = pace.startingAt(Nanos.of(until));
        return new UpdateExpression()
                .whenAbsent(TAT)
                .orWhen(TAT, "<", "tat", tat)
                .whenAbsent(PACE)
                .orWhen(PACE, "=", PaceItem.of(pace))
                .copyOr(TAT, Attributes.number(0), BEFORE_PAUSE)
                .set(TAT, Attributes.number(tat))
                .set(PAUSED_TAT, Attributes.number(tat))
                .set(PAUSED_UNTIL, Attributes.number(Nanos.of(until)))
                .set(EXPIRES_AT, BucketItem.expires(tat));
    }

    static UpdateExpression resume() {
        return new UpdateExpression()
                .whenSame(TAT, PAUSED_TAT)
                .copy(BEFORE_PAUSE, TAT)
                .remove(PAUSED_UNTIL)
                .remove(PAUSED_TAT)
                .remove(BEFORE_PAUSE);
    }

    static UpdateExpression giveBack(long tatBefore, long tatAfter) {
        return new UpdateExpression()
                .when(TAT, "=", "after", tatAfter)
                .whenAbsent(CONVERTED_FROM)
                .orWhen(CONVERTED_FROM, "<", "after", tatAfter)
                .set(TAT, Attributes.number(tatBefore))
                .set(EXPIRES_AT, BucketItem.expires(tatAfter));
    }

    static UpdateExpression charge(long tatAfter, long cost) {
        return new UpdateExpression()
                .add(TAT, Attributes.number(tatAfter), cost)
                .add(EXPIRES_AT, BucketItem.expires(tatAfter), Nanos.secondsUp(cost));
    }
}
