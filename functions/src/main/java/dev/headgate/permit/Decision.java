package dev.headgate.permit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of an ask. A refusal is a value: it charges nothing and says when to ask again. */
public sealed interface Decision {

    /**
     * The units may start as the schedule says.
     *
     * @param warning what to tell the limit's owner, if the limit as declared cannot keep its promise
     */
    record Granted(Schedule schedule, @Nullable String warning) implements Decision {}

    /**
     * Nothing was taken.
     *
     * @param by the limit or the circuit that refused
     * @param retryAt before which asking again is in vain
     */
    record Denied(Reason reason, String by, Instant retryAt) implements Decision {}
}
