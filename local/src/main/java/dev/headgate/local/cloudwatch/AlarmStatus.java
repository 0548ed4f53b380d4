package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an alarm stands.
 *
 * @param reason for people
 * @param reasonData for programs; null where there is none
 * @param since when it came to stand there
 */
public record AlarmStatus(
        AlarmState state, String reason, @Nullable JsonNode reasonData, Instant since) {

    /** Of an alarm that has just been made. */
    static AlarmStatus unchecked(Instant now) {
        return new AlarmStatus(AlarmState.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", null, now);
    }
}
