package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.number;
import static dev.headgate.dynamodb.Attributes.string;

import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.Holder;
import dev.headgate.permit.PermitId;
import dev.headgate.permit.PermitRecord;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A durable permit as an item: {@code owner} (hash key; {@code request:} and the request where nobody's end ends it),
 * {@code requestId} (range key), {@code attempt}, {@code state}, {@code schedule}, {@code parts} (a list, see
 * {@link PartItem}), {@code claims} (a set of what the parts are of), {@code used} (a list of {@code limit, key, permits}),
 * {@code endedBy}, {@code charged}, {@code expiresAt} (TTL, epoch seconds).
 */
final class RecordItem {
    private static final String NO_OWNER = "request:";

    private RecordItem() {}

    static Map<String, AttributeValue> key(Holder holder) {
        String owner = holder.owner() == null ? NO_OWNER + holder.requestId() : holder.owner();
        return Map.of("owner", string(owner), "requestId", string(holder.requestId()));
    }

    static Map<String, AttributeValue> of(PermitRecord permit) {
        Map<String, AttributeValue> item = new HashMap<>(key(permit.id().holder()));
        item.put("attempt", string(permit.id().attempt()));
        item.put("state", string(permit.state().name()));
        item.put("schedule", ScheduleItem.of(permit.granted().schedule()));
        item.put(
                "parts",
                AttributeValue.fromL(
                        permit.granted().taken().stream().map(PartItem::of).toList()));
        item.put(
                "claims",
                AttributeValue.fromSs(
                        permit.claims().stream().map(RecordItem::name).toList()));
        item.put("expiresAt", number(permit.keptUntil().getEpochSecond()));
        return item;
    }

    static PermitRecord read(Map<String, AttributeValue> item) {
        String owner = Attributes.string(item, "owner", "");
        String requestId = Attributes.string(item, "requestId", "");
        Holder holder = new Holder(requestId, owner.equals(NO_OWNER + requestId) ? null : owner);
        Granted granted = new Granted(
                ScheduleItem.read(item, "schedule"),
                Attributes.list(item, "parts").stream().map(PartItem::read).toList());
        return new PermitRecord(
                new PermitId(holder, Attributes.string(item, "attempt", "")),
                granted,
                State.valueOf(Attributes.string(item, "state", State.ACTIVE.name())),
                Attributes.list(item, "used").stream().map(RecordItem::usage).toList(),
                Attributes.string(item, "endedBy", ""),
                Attributes.yes(item, "charged"));
    }

    static AttributeValue used(List<Usage> used) {
        return AttributeValue.fromL(used.stream().map(RecordItem::used).toList());
    }

    static String name(Usage usage) {
        return name(usage.limit(), usage.key());
    }

    private static String name(Claim claim) {
        return name(claim.limit(), claim.key());
    }

    /** No limit's name has a space. */
    private static String name(String limit, @Nullable String key) {
        return key == null ? limit : limit + ' ' + key;
    }

    private static AttributeValue used(Usage usage) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("limit", string(usage.limit()));
        item.put("permits", number(usage.permits()));
        if (usage.key() != null) {
            item.put("key", string(usage.key()));
        }
        return AttributeValue.fromM(item);
    }

    private static Usage usage(AttributeValue value) {
        Map<String, AttributeValue> item = value.m();
        return new Usage(Attributes.string(item, "limit", ""), Attributes.text(item, "key"), (int)
                Attributes.number(item, "permits", 0));
    }
}
