package dev.headgate.lambda;

import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Part;
import dev.headgate.permit.Reason;
import dev.headgate.permit.Schedule;
import dev.headgate.permit.Taking;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the permit granter answers, always data. */
sealed interface GranterAnswer
        permits GranterAnswer.Granted,
                GranterAnswer.Refused,
                GranterAnswer.Paused,
                GranterAnswer.Resumed,
                PeekAnswer,
                PermitAnswer {

    /**
     * The call may start at {@code startAt}.
     *
     * @param startAt rounded up to a millisecond
     * @param waitSeconds for {@code Wait.Seconds}: rounded up, so that a woken workflow is never early
     * @param intervalMillis the time between two units after the first {@code burst}, which may start at once
     * @param nextAt when the first unit behind the burst may start, rounded up to a millisecond; absent where there is none
     * @param permitId of a durable permit: by what it is settled, cancelled, released or renewed
     * @param check of an ask with a check: what the circuit checker would have answered
     */
    record Granted(
            boolean granted,
            Instant startAt,
            long waitSeconds,
            BigDecimal intervalMillis,
            int burst,
            @Nullable Instant nextAt,
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
                    schedule.isPaced() ? Times.upToMillis(schedule.nextAt()) : null,
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

    /** Nobody who asks from now on starts before {@code until}. */
    record Paused(boolean paused, Instant until) implements GranterAnswer {}

    /**
     * Pauses are taken back.
     *
     * @param resumed whether all of the limits are as before their last pause; one that others reserved behind stays
     */
    record Resumed(boolean resumed) implements GranterAnswer {}
}
