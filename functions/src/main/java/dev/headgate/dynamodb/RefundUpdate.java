package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.BucketItem.PAUSED_UNTIL;
import static dev.headgate.dynamodb.BucketItem.REFUNDED;
import static dev.headgate.dynamodb.BucketItem.REFUNDS_UNTIL;
import static dev.headgate.dynamodb.BucketItem.TAT;
import static dev.headgate.dynamodb.PaceItem.PACE;

import dev.headgate.permit.Pace;
import dev.headgate.permit.Refund;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A {@link Refund} as a conditional write on its bucket; the count is either of the open window or begins a new one. */
final class RefundUpdate {
    private RefundUpdate() {}

    static UpdateExpression of(Refund refund, boolean open) {
        return open ? inOpenWindow(refund) : inNewWindow(refund);
    }

    private static UpdateExpression inOpenWindow(Refund refund) {
        return inReach(refund)
                .when(REFUNDS_UNTIL, ">", "now", refund.now())
                .when(REFUNDED, "<=", "most", refund.mostBefore())
                .increase(REFUNDED, refund.units());
    }

    private static UpdateExpression inNewWindow(Refund refund) {
        return inReach(refund)
                .whenAbsent(REFUNDS_UNTIL)
                .orWhen(REFUNDS_UNTIL, "<=", "now", refund.now())
                .set(REFUNDED, Attributes.number(refund.units()))
                .set(REFUNDS_UNTIL, Attributes.number(refund.windowEnd(0)));
    }

    private static UpdateExpression inReach(Refund refund) {
        return new UpdateExpression()
                .when(TAT, ">", "now", refund.now())
                .when(TAT, "<=", "latest", refund.latestTat())
                .whenAbsent(PACE)
                .orWhen(PACE, "=", PaceItem.of(refund.pace()))
                .whenAbsent(PAUSED_UNTIL)
                .orWhen(PAUSED_UNTIL, "<=", "now", refund.now())
                .increase(TAT, -refund.cost());
    }

    /** Returns whether the item's window, which may not be the one that was tried, would take the refund. */
    static boolean fits(Refund refund, Map<String, AttributeValue> item) {
        long end = Attributes.number(item, REFUNDS_UNTIL, 0);
        Pace counted = PaceItem.read(item).orElse(refund.pace());
        return !refund.refusedAt(BucketItem.tat(item), counted, BucketItem.pausedUntil(item))
                && refund.counted(end, Attributes.number(item, REFUNDED, 0)).isPresent();
    }

    static boolean isOpen(Refund refund, Map<String, AttributeValue> item) {
        return Attributes.number(item, REFUNDS_UNTIL, 0) > refund.now();
    }
}
