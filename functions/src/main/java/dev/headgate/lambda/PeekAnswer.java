package dev.headgate.lambda;

import dev.headgate.permit.BucketState;
import dev.headgate.permit.LimitState;
import dev.headgate.permit.QuotaState;
import dev.headgate.permit.SlotsState;
import dev.headgate.permit.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a limit stands, in the words of its type. */
sealed interface PeekAnswer extends GranterAnswer {

    static PeekAnswer of(LimitState state, @Nullable String key, Instant now) {
        return switch (state) {
            case BucketState bucket -> Bucket.of(bucket, key);
            case QuotaState quota -> Quota.of(quota, key, now);
            case SlotsState slots -> Slots.of(slots, key);
        };
    }

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
    record Bucket(
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
            implements PeekAnswer {

        private static Bucket of(BucketState state, @Nullable String key) {
            return new Bucket(
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
    record Quota(
            String limit,
            @Nullable String key,
            long available,
            long used,
            long permits,
            Window window,
            String timeZone,
            Instant resetAt,
            long resetSeconds)
            implements PeekAnswer {

        private static Quota of(QuotaState state, @Nullable String key, Instant now) {
            return new Quota(
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
    record Slots(
            String limit,
            @Nullable String key,
            long available,
            long held,
            long slots,
            long leaseSeconds,
            Instant nextAt,
            int ceilingPercent,
            @Nullable Integer concurrency)
            implements PeekAnswer {

        private static Slots of(SlotsState state, @Nullable String key) {
            return new Slots(
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
}
