package dev.headgate.permit;

import dev.headgate.adaptive.Followed;
import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.RateRecord;
import dev.headgate.adaptive.RateState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rate that follows its downstream, for those who only look.
 *
 * @param perSecond permits a second: in force in mode ON, reckoned only in SHADOW
 * @param pausedUntil until when a Retry-After holds all back, perhaps in the past; null if none ever did
 */
public record FollowedRate(
        Mode mode,
        double perSecond,
        RateState.Phase phase,
        @Nullable Instant pausedUntil) {

    static FollowedRate of(Followed limit, Optional<RateRecord> known) {
        return known.map(record -> new FollowedRate(
                        limit.settings().mode(),
                        limit.settings().bounded(record.state().rate()),
                        record.state().phase(),
                        record.pause().until().equals(Instant.EPOCH)
                                ? null
                                : record.pause().until()))
                .orElseGet(() -> new FollowedRate(
                        limit.settings().mode(),
                        limit.settings().bounded(limit.declared()),
                        RateState.Phase.STARTING,
                        null));
    }
}
