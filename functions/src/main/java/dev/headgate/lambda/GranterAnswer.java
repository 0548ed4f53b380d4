package dev.headgate.lambda;

import dev.headgate.permit.BucketState;
import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Part;
import dev.headgate.permit.PermitEnd;
import dev.headgate.permit.PermitRecord;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.QuotaState;
import dev.headgate.permit.Reason;
import dev.headgate.permit.Renewal;
import dev.headgate.permit.Schedule;
import dev.headgate.permit.SlotsState;
import dev.headgate.permit.Taking;
import dev.headgate.permit.Usage;
import dev.headgate.permit.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the permit granter answers, always data. */
sealed interface GranterAnswer {

    /**
     * The call may start at {@code startAt}.
     *
     * @param startAt rounded up to a millisecond
     * @param waitSeconds for {@code Wait.Seconds}: rounded up, so that a woken workflow is never early
     * @param intervalMillis the time between two units after the first {@code burst}, which may start at once
     * @param permitId of a durable permit: by what it is settled, cancelled, released or renewed
     * @param check of an ask with a check: what the circuit checker would have answered
     */
    record Granted(
            boolean granted,
            Instant startAt,
            long waitSeconds,
            BigDecimal intervalMillis,
            int burst,
            @Nullable String permitId,
            List<Unit> limits,
            @Nullable CheckerAnswer check)
            implements GranterAnswer {

        static Granted of(Decision.Granted granted, @Nullable CheckerAnswer check, Instant now) {
            Schedule schedule = granted.schedule();
            return new Granted(
                    true,
                    Times.upToMillis(schedule.startAt()),
                    Times.secondsUp(now, schedule.startAt()),
                    BigDecimal.valueOf(schedule.interval().toNanos(), 6).stripTrailingZeros(),
                    schedule.burst(),
                    granted.durable() == null ? null : granted.durable().id().text(),
                    granted.taken().stream().map(taken -> Unit.of(taken, now)).toList(),
                    check);
        }
    }

    /**
     * What was taken of one limit.
     *
     * @param remaining how many units could still start at once; not known of a CONCURRENCY limit
     * @param resetSeconds until all of the limit is there again, rounded up; not known of a CONCURRENCY limit
     * @param lease the slot that is held, of a CONCURRENCY limit
     * @param nearLimit present and true if so much is in use that the limit's owner wanted to know
     * @param uncounted why the limit, in shadow or without its store, would have refused; absent if it counted the units
     * @param warning if the limit as declared cannot keep its promise
     */
    record Unit(
            String limit,
            @Nullable String key,
            int permits,
            @Nullable Long remaining,
            @Nullable Long resetSeconds,
            @Nullable Lease lease,
            @Nullable Boolean nearLimit,
            @Nullable Reason uncounted,
            @Nullable String warning) {

        static Unit of(Taking.Taken taken, Instant now) {
            Claim claim = taken.part().claim();
            Taking.Standing standing = taken.standing();
            Lease lease = taken.part() instanceof Part.Lease held ? Lease.of(held) : null;
            return new Unit(
                    claim.limit(),
                    claim.key(),
                    claim.permits(),
                    lease == null ? standing.remaining() : null,
                    lease == null ? Times.secondsUp(now, standing.resetAt()) : null,
                    lease,
                    standing.near() ? true : null,
                    taken.part() instanceof Part.Uncounted uncounted ? uncounted.reason() : null,
                    standing.warning());
        }
    }

    /**
     * A slot, and until when it is held.
     *
     * @param epoch grows on each change of hands: a downstream that keeps the highest it saw can refuse who came before
     * @param until rounded down to a millisecond; RENEW moves it
     */
    record Lease(int slot, long epoch, Instant until) {
        static Lease of(Part.Lease lease) {
            return new Lease(lease.slot(), lease.epoch(), lease.until().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /**
     * Nothing was taken.
     *
     * @param limit the limit that refused, or {@code circuit} the circuit that did
     * @param retryAfterSeconds rounded up and jittered, for {@code Wait.Seconds}
     * @param check of an ask with a check that the circuit refused: what the circuit checker would have answered
     */
    record Refused(
            boolean granted,
            Reason reason,
            @Nullable String limit,
            @Nullable String circuit,
            Instant retryAt,
            long retryAfterSeconds,
            @Nullable CheckerAnswer check)
            implements GranterAnswer {

        static Refused of(Decision.Denied denied, @Nullable CheckerAnswer check, Instant now) {
            boolean byCircuit = denied.reason() == Reason.CIRCUIT_OPEN;
            return new Refused(
                    false,
                    denied.reason(),
                    byCircuit ? null : denied.by(),
                    byCircuit ? denied.by() : null,
                    Times.upToMillis(denied.retryAt()),
                    Times.secondsUp(now, denied.retryAt()),
                    check);
        }
    }

    /**
     * The durable permit is ended.
     *
     * @param state how: SETTLED, CANCELLED or RELEASED
     * @param used what it was settled with first; absent where it was not settled
     */
    record Ended(boolean done, State state, @Nullable List<Use> used) implements GranterAnswer {

        static GranterAnswer of(PermitEnd end) {
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

    /** What a call used of one limit. */
    record Use(String limit, @Nullable String key, int permits) {
        static Use of(Usage usage) {
            return new Use(usage.limit(), usage.key(), usage.permits());
        }
    }

    /** The permit's leases last longer. */
    record Renewed(boolean done, List<Kept> leases) implements GranterAnswer {

        static GranterAnswer of(Renewal renewal) {
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
    record NotRenewed(boolean done, Renewal.NotRenewed.Reason reason) implements GranterAnswer {}

    /** The durable permit is not there, or ended another way before; nothing was changed. */
    record NotEnded(boolean done, PermitEnd.NotDone.Reason reason) implements GranterAnswer {}

    /**
     * The limit as it stands.
     *
     * @param available how many units could start now
     * @param waiting how many units are granted for later
     * @param nextAt when one more unit could start
     * @param grantedBurst what is left of the burst after the lateness, under the ceiling
     * @param ceilingPercent how much of permits and burst holds for now, as the concurrency adjuster has put it
     * @param concurrency how many calls workflows may have in flight; absent where the adjuster does not say
     * @param rate of a limit whose rate follows its downstream
     */
    record Peeked(
            String limit,
            @Nullable String key,
            long available,
            long waiting,
            Instant nextAt,
            long permits,
            long periodSeconds,
            long burst,
            long grantedBurst,
            long latenessMillis,
            int ceilingPercent,
            @Nullable Integer concurrency,
            @Nullable PeekedRate rate,
            @Nullable String warning)
            implements GranterAnswer {

        static Peeked of(BucketState state, @Nullable String key) {
            return new Peeked(
                    state.limit().name(),
                    key,
                    state.available(),
                    state.waiting(),
                    Times.upToMillis(state.nextAt()),
                    state.limit().permits(),
                    state.limit().period().toSeconds(),
                    state.limit().burst(),
                    state.limit().grantedBurst(),
                    state.limit().lateness().toMillis(),
                    state.limit().policy().ceiling().percent(),
                    state.limit().policy().ceiling().concurrency(),
                    PeekedRate.of(state.rate()),
                    state.limit().warning().orElse(null));
        }
    }

    /**
     * The quota as it stands.
     *
     * @param available how many permits of the window are left
     * @param resetAt the window's end
     */
    record PeekedQuota(
            String limit,
            @Nullable String key,
            long available,
            long used,
            long permits,
            Window window,
            String timeZone,
            Instant resetAt,
            long resetSeconds)
            implements GranterAnswer {

        static PeekedQuota of(QuotaState state, @Nullable String key, Instant now) {
            return new PeekedQuota(
                    state.limit().name(),
                    key,
                    state.available(),
                    state.used(),
                    state.limit().permits(),
                    state.limit().window(),
                    state.limit().zone().getId(),
                    state.resetAt(),
                    Times.secondsUp(now, state.resetAt()));
        }
    }

    /**
     * The slots as they stand.
     *
     * @param available how many could be lent now
     * @param held how many are lent
     * @param nextAt when one may be had again, at the latest
     * @param ceilingPercent how much of the slots is lent for now
     * @param concurrency how many calls workflows may have in flight; absent where the adjuster does not say
     */
    record PeekedSlots(
            String limit,
            @Nullable String key,
            long available,
            long held,
            long slots,
            long leaseSeconds,
            Instant nextAt,
            int ceilingPercent,
            @Nullable Integer concurrency)
            implements GranterAnswer {

        static PeekedSlots of(SlotsState state, @Nullable String key) {
            return new PeekedSlots(
                    state.limit().name(),
                    key,
                    state.available(),
                    state.held(),
                    state.limit().slots(),
                    state.limit().lease().toSeconds(),
                    Times.upToMillis(state.nextAt()),
                    state.limit().policy().ceiling().percent(),
                    state.limit().policy().ceiling().concurrency());
        }
    }

    /** Nobody who asks from now on starts before {@code until}. */
    record Paused(boolean paused, Instant until) implements GranterAnswer {}

    /**
     * Pauses are taken back.
     *
     * @param resumed whether all of the limits are as before their last pause; one that others reserved behind stays
     */
    record Resumed(boolean resumed) implements GranterAnswer {}
}
