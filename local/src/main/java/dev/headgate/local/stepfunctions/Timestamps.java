package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as AWS JSON 1.0 writes them: seconds since the epoch, milliseconds after the point. */
final class Timestamps {
    private static final int MILLIS_SCALE = 3;

    private Timestamps() {}

    /** Puts the moment, or nothing for null. */
    static ObjectNode put(ObjectNode node, String member, @Nullable Instant moment) {
        if (moment != null) {
            node.put(member, BigDecimal.valueOf(moment.toEpochMilli(), MILLIS_SCALE));
        }
        return node;
    }
}
