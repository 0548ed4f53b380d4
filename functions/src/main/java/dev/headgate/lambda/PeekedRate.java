package dev.headgate.lambda;

import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.RateState;
import dev.headgate.permit.FollowedRate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rate that follows its downstream, in the answer to PEEK.
 *
 * @param perSecond permits a second, to six digits: in force in mode ON, reckoned only in SHADOW
 * @param pausedUntil until when a Retry-After held all back last; absent if none ever did
 */
record PeekedRate(
        Mode mode,
        BigDecimal perSecond,
        RateState.Phase phase,
        @Nullable Instant pausedUntil) {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    static @Nullable PeekedRate of(@Nullable FollowedRate rate) {
        if (rate == null) {
            return null;
        }
        BigDecimal perSecond =
                BigDecimal.valueOf(rate.perSecond()).round(SIX_DIGITS).stripTrailingZeros();
        Instant until = rate.pausedUntil();
        return new PeekedRate(rate.mode(), perSecond, rate.phase(), until == null ? null : Times.upToMillis(until));
    }
}
