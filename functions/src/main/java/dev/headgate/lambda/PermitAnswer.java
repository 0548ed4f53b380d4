package dev.headgate.lambda;

import dev.headgate.permit.Part;
import dev.headgate.permit.PermitEnd;
import dev.headgate.permit.PermitRecord;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.Renewal;
import dev.headgate.permit.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a durable permit that an action named. */
sealed interface PermitAnswer extends GranterAnswer {

    /**
     * The durable permit is ended.
     *
     * @param state how: SETTLED, CANCELLED or RELEASED
     * @param used what it was settled with first; absent where it was not settled
     */
    record Ended(boolean done, State state, @Nullable List<Use> used) implements PermitAnswer {

        static PermitAnswer of(PermitEnd end) {
            return switch (end) {
                case PermitEnd.Done done -> of(done.permit());
                case PermitEnd.NotDone refused -> new NotEnded(false, refused.reason());
            };
        }

        private static Ended of(PermitRecord permit) {
            boolean settled = permit.state() == State.SETTLED;
            return new Ended(
                    true,
                    permit.state(),
                    settled ? permit.used().stream().map(Use::of).toList() : null);
        }
    }

    /** The durable permit is not there, or ended another way before; nothing was changed. */
    record NotEnded(boolean done, PermitEnd.NotDone.Reason reason) implements PermitAnswer {}

    /** What a call used of one limit. */
    record Use(String limit, @Nullable String key, int permits) {
        static Use of(Usage usage) {
            return new Use(usage.limit(), usage.key(), usage.permits());
        }
    }

    /** The permit's leases last longer. */
    record Renewed(boolean done, List<Kept> leases) implements PermitAnswer {

        static PermitAnswer of(Renewal renewal) {
            return switch (renewal) {
                case Renewal.Renewed renewed ->
                    new Renewed(true, renewed.leases().stream().map(Kept::of).toList());
                case Renewal.NotRenewed lost -> new NotRenewed(false, lost.reason());
            };
        }
    }

    /** A lease with its new end, rounded down to a millisecond. */
    record Kept(String limit, @Nullable String key, int slot, long epoch, Instant until) {
        static Kept of(Part.Lease lease) {
            return new Kept(
                    lease.claim().limit(),
                    lease.claim().key(),
                    lease.slot(),
                    lease.epoch(),
                    lease.until().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /** A lease of the permit is lost: who works under it must stop. */
    record NotRenewed(boolean done, Renewal.NotRenewed.Reason reason) implements PermitAnswer {}
}
