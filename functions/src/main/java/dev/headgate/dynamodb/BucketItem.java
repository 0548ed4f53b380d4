package dev.headgate.dynamodb;

import dev.headgate.permit.Nanos;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A bucket as an item: {@code id} (key), {@code tat} (nanoseconds since the epoch) and the pace that it is counted in (see
 * {@link PaceItem}), {@code pausedUntil}, {@code pausedTat} and {@code beforePause} (the same, where a pause put it),
 * {@code expiresAt} (TTL, epoch seconds: when the bucket is idle, an item that is gone says the same),
 * {@code convertedFrom} (the latest {@code tat} that it was converted from). Where refunds are set aside, also
 * {@code refunded} (units) and {@code refundsUntil} (the end of the window that they count in).
 */
final class BucketItem {
    static final String TAT = "tat";
    static final String PAUSED_UNTIL = "pausedUntil";
    static final String PAUSED_TAT = "pausedTat";
    static final String BEFORE_PAUSE = "beforePause";
    static final String EXPIRES_AT = "expiresAt";
    static final String CONVERTED_FROM = "convertedFrom";
    static final String REFUNDED = "refunded";
    static final String REFUNDS_UNTIL = "refundsUntil";

    private static final Duration KEPT_AFTER_IDLE = Duration.ofDays(1);

    private BucketItem() {}

    static Map<String, AttributeValue> key(String bucket) {
        return Map.of("id", Attributes.string(bucket));
    }

    /** Returns the bucket's {@code tat}, 0 where it or the item is not there. */
    static long tat(Map<String, AttributeValue> item) {
        return Attributes.number(item, TAT, 0);
    }

    /** Returns until when the bucket is paused, 0 if it never was. */
    static long pausedUntil(Map<String, AttributeValue> item) {
        return Attributes.number(item, PAUSED_UNTIL, 0);
    }

    /** Returns when TTL may delete a bucket that stands there. */
    static AttributeValue expires(long tat) {
        return Attributes.number(Nanos.toInstant(tat).plus(KEPT_AFTER_IDLE).getEpochSecond());
    }
}
