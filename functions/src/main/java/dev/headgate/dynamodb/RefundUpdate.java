package dev.headgate.dynamodb;

import dev.headgate.permit.Pace;
import dev.headgate.permit.Refund;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A {@link Refund} as a conditional write on its bucket; the count is either of the open window or begins a new one. */
final class RefundUpdate {
    private static final String IN_REACH =
            "tat > :now AND tat <= :latest AND (attribute_not_exists(pace) OR pace = :pace)"
                    + " AND (attribute_not_exists(pausedUntil) OR pausedUntil <= :now)";

    private RefundUpdate() {}

    static UpdateItemRequest of(UpdateItemRequest.Builder update, Refund refund, boolean open) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":now", Attributes.number(refund.now()),
                ":latest", Attributes.number(refund.latestTat()),
                ":cost", Attributes.number(refund.cost()),
                ":units", Attributes.number(refund.units()),
                ":pace", PaceItem.of(refund.pace())));
        String window;
        String count;
        if (open) {
            window = " AND refundsUntil > :now AND refunded <= :most";
            count = "refunded = refunded + :units";
            values.put(":most", Attributes.number(refund.mostBefore()));
        } else {
            window = " AND (attribute_not_exists(refundsUntil) OR refundsUntil <= :now)";
            count = "refunded = :units, refundsUntil = :end";
            values.put(":end", Attributes.number(refund.windowEnd(0)));
        }
        return update.overrideConfiguration(Calls.once())
                .updateExpression("SET tat = tat - :cost, " + count)
                .conditionExpression(IN_REACH + window)
                .expressionAttributeValues(values)
                .build();
    }

    /** Returns whether the item's window, which may not be the one that was tried, would take the refund. */
    static boolean fits(Refund refund, Map<String, AttributeValue> item) {
        long tat = Attributes.number(item, "tat", 0);
        long pausedUntil = Attributes.number(item, "pausedUntil", 0);
        long end = Attributes.number(item, "refundsUntil", 0);
        Pace counted = PaceItem.read(item).orElse(refund.pace());
        return !refund.refusedAt(tat, counted, pausedUntil)
                && refund.counted(end, Attributes.number(item, "refunded", 0)).isPresent();
    }

    static boolean isOpen(Refund refund, Map<String, AttributeValue> item) {
        return Attributes.number(item, "refundsUntil", 0) > refund.now();
    }
}
