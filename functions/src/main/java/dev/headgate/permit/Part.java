package dev.headgate.permit;

import java.time.Instant;

/** What a permit has of one limit: enough to settle it and to give it back. */
public sealed interface Part {

    /** Returns what was asked of which limit. */
    Claim claim();

    /** Returns from when the call, or the first of the calls, may start as far as this limit goes. */
    Instant startAt();

    /** Returns whether the part is good for a start at {@code moment}, where the ask's other limits have granted that. */
    default boolean servesAt(Instant moment) {
        return !startAt().isBefore(moment);
    }

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
     * Permits of a QUOTA limit.
     *
     * @param item the window's, which they were counted in
     * @param before the end of those moments of the window for which a start is granted
     */
    record Counted(Claim claim, String item, Instant startAt, Instant before) implements Part {
        @Override
        public boolean servesAt(Instant moment) {
            return !moment.isBefore(startAt) && moment.isBefore(before);
        }
    }

    /**
     * A slot of a CONCURRENCY limit.
     *
     * @param bucket the bucket that the slot is of
     * @param slot its number, from 0
     * @param holder who has it, as {@link LeaseAsk#holder}
     * @param epoch grows on each change of hands of the slot: an action of an earlier one changes nothing
     * @param until the lease's end, unless it is renewed; a lease's length after the latest possible start
     * @param again whether an earlier ask of the same holder took it
     */
    record Lease(
            Claim claim,
            String bucket,
            int slot,
            String holder,
            long epoch,
            Instant startAt,
            Instant until,
            boolean again)
            implements Part {
        /** Always: the lease is counted from the latest start that the ask allows. */
        @Override
        public boolean servesAt(Instant moment) {
            return true;
        }

        /** Returns whether it is the same lending, whatever is known of its end. */
        boolean isSameAs(Lease other) {
            return bucket.equals(other.bucket) && slot == other.slot && epoch == other.epoch;
        }

        Lease until(Instant end) {
            return new Lease(claim, bucket, slot, holder, epoch, startAt, end, again);
        }
    }

    /**
     * Nothing: the limit let the ask through without counting it.
     *
     * @param reason why it would have refused: it is in shadow, or its store is out of reach and its policy is to grant
     */
    record Uncounted(Claim claim, Reason reason, Instant startAt) implements Part {}
}
