package dev.headgate.permit;

import java.time.Instant;

/** What a permit has of one limit: enough to settle it and to give it back. */
public sealed interface Part {

    /** Returns what was asked of which limit. */
    Claim claim();

    /** Returns from when the call, or the first of the calls, may start as far as this limit goes. */
    Instant startAt();

    /**
     * Slots of a RATE limit.
     *
     * @param bucket the bucket that they were taken from
     * @param tatBefore the bucket's {@code tat} before, nanoseconds since the epoch
     * @param tatAfter and after: while it still stands there, nobody has reserved since
     */
    record Slots(Claim claim, String bucket, long tatBefore, long tatAfter, Schedule schedule) implements Part {
        @Override
        public Instant startAt() {
            return schedule.startAt();
        }
    }

    /**
     * Nothing: the limit let the ask through without counting it.
     *
     * @param reason why it would have refused: it is in shadow, or its store is out of reach and its policy is to grant
     */
    record Uncounted(Claim claim, Reason reason, Instant startAt) implements Part {}
}
