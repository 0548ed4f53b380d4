package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.bool;
import static dev.headgate.dynamodb.Attributes.number;
import static dev.headgate.dynamodb.Attributes.string;

import dev.headgate.permit.Claim;
import dev.headgate.permit.Nanos;
import dev.headgate.permit.Part;
import dev.headgate.permit.Reason;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What was taken of one limit as a map: {@code limit}, {@code key}, {@code permits}; how the limit stood:
 * {@code remaining}, {@code resetAt}, {@code near}, {@code warning}; {@code type} and what its type has. Moments are
 * nanoseconds since the epoch.
 */
final class PartItem {
    private PartItem() {}

    static AttributeValue of(Taken taken) {
        Map<String, AttributeValue> item = new HashMap<>();
        Claim claim = taken.part().claim();
        item.put("limit", string(claim.limit()));
        item.put("permits", number(claim.permits()));
        if (claim.key() != null) {
            item.put("key", string(claim.key()));
        }
        putStanding(taken.standing(), item);
        switch (taken.part()) {
            case Part.Slots slots -> putSlots(slots, item);
            case Part.Counted counted -> putCounted(counted, item);
            case Part.Lease lease -> putLease(lease, item);
            case Part.Uncounted uncounted -> putUncounted(uncounted, item);
        }
        return AttributeValue.fromM(item);
    }

    /** @throws IllegalStateException if its type is not known here: another version of this function wrote it */
    static Taken read(AttributeValue value) {
        Map<String, AttributeValue> item = value.m();
        Claim claim = new Claim(Attributes.string(item, "limit", ""), Attributes.text(item, "key"), (int)
                Attributes.number(item, "permits", 1));
        String type = Attributes.string(item, "type", "");
        Part part = switch (type) {
            case "RATE" -> slots(claim, item);
            case "QUOTA" -> counted(claim, item);
            case "CONCURRENCY" -> lease(claim, item);
            case "UNCOUNTED" -> uncounted(claim, item);
            default -> throw new IllegalStateException("a permit has a part of the unknown type " + type);
        };
        return new Taken(part, standing(item));
    }

    private static void putStanding(Standing standing, Map<String, AttributeValue> item) {
        item.put("remaining", number(standing.remaining()));
        item.put("resetAt", number(Nanos.of(standing.resetAt())));
        item.put("near", bool(standing.near()));
        if (standing.warning() != null) {
            item.put("warning", string(standing.warning()));
        }
    }

    private static Standing standing(Map<String, AttributeValue> item) {
        return new Standing(
                Attributes.number(item, "remaining", 0),
                Nanos.toInstant(Attributes.number(item, "resetAt", 0)),
                Attributes.yes(item, "near"),
                Attributes.text(item, "warning"));
    }

    private static void putSlots(Part.Slots slots, Map<String, AttributeValue> item) {
        item.put("type", string("RATE"));
        item.put("bucket", string(slots.bucket()));
        item.put("before", number(slots.tatBefore()));
        item.put("after", number(slots.tatAfter()));
        item.put("schedule", ScheduleItem.of(slots.schedule()));
    }

    private static Part slots(Claim claim, Map<String, AttributeValue> item) {
        return new Part.Slots(
                claim,
                Attributes.string(item, "bucket", ""),
                Attributes.number(item, "before", 0),
                Attributes.number(item, "after", 0),
                ScheduleItem.read(item, "schedule"));
    }

    private static void putCounted(Part.Counted counted, Map<String, AttributeValue> item) {
        item.put("type", string("QUOTA"));
        item.put("item", string(counted.item()));
        item.put("startAt", number(Nanos.of(counted.startAt())));
        item.put("before", number(Nanos.of(counted.before())));
    }

    private static Part counted(Claim claim, Map<String, AttributeValue> item) {
        return new Part.Counted(
                claim,
                Attributes.string(item, "item", ""),
                Nanos.toInstant(Attributes.number(item, "startAt", 0)),
                Nanos.toInstant(Attributes.number(item, "before", 0)));
    }

    private static void putLease(Part.Lease lease, Map<String, AttributeValue> item) {
        item.put("type", string("CONCURRENCY"));
        item.put("bucket", string(lease.bucket()));
        item.put("slot", number(lease.slot()));
        item.put("holder", string(lease.holder()));
        item.put("epoch", number(lease.epoch()));
        item.put("startAt", number(Nanos.of(lease.startAt())));
        item.put("until", number(Nanos.of(lease.until())));
        item.put("again", bool(lease.again()));
    }

    private static Part lease(Claim claim, Map<String, AttributeValue> item) {
        return new Part.Lease(
                claim,
                Attributes.string(item, "bucket", ""),
                (int) Attributes.number(item, "slot", 0),
                Attributes.string(item, "holder", ""),
                Attributes.number(item, "epoch", 0),
                Nanos.toInstant(Attributes.number(item, "startAt", 0)),
                Nanos.toInstant(Attributes.number(item, "until", 0)),
                Attributes.yes(item, "again"));
    }

    private static void putUncounted(Part.Uncounted uncounted, Map<String, AttributeValue> item) {
        item.put("type", string("UNCOUNTED"));
        item.put("reason", string(uncounted.reason().name()));
        item.put("startAt", number(Nanos.of(uncounted.startAt())));
    }

    private static Part uncounted(Claim claim, Map<String, AttributeValue> item) {
        return new Part.Uncounted(
                claim,
                Reason.valueOf(Attributes.string(item, "reason", Reason.RATE.name())),
                Nanos.toInstant(Attributes.number(item, "startAt", 0)));
    }
}
