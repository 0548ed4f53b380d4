package dev.headgate.dynamodb;

import dev.headgate.permit.Nanos;
import dev.headgate.permit.Slot;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A slot as an item: {@code bucket} and {@code slot} (key), {@code holder} (absent while it is free), {@code epoch},
 * {@code until} (the lease's end, nanoseconds since the epoch), {@code expiresAt} (TTL, epoch seconds: a day after the
 * lease's end; an item that is gone is a free slot).
 */
final class SlotItem {
    static final String BUCKET = "bucket";
    static final String SLOT = "slot";
    static final String HOLDER = "holder";
    static final String EPOCH = "epoch";
    static final String UNTIL = "until";
    static final String EXPIRES_AT = "expiresAt";

    private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

    private SlotItem() {}

    static Map<String, AttributeValue> key(String bucket, int slot) {
        return Map.of(BUCKET, Attributes.string(bucket), SLOT, Attributes.number(slot));
    }

    static Slot read(Map<String, AttributeValue> item) {
        return new Slot(
                (int) Attributes.number(item, SLOT, 0),
                Attributes.text(item, HOLDER),
                epoch(item),
                Attributes.number(item, UNTIL, 0));
    }

    static long epoch(Map<String, AttributeValue> item) {
        return Attributes.number(item, EPOCH, 0);
    }

    /** Returns when TTL may delete a slot whose lease ends then. */
    static AttributeValue expires(long until) {
        return Attributes.number(Nanos.toInstant(until).plus(KEPT_AFTER_END).getEpochSecond());
    }
}
