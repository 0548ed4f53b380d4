package dev.headgate.local.gateway;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/**
 * The gateway's own limit: a token bucket of Bucket4j, full at first, refilled to the nanosecond. A refused call takes
 * nothing.
 */
final class CallGate {
    /**
     * What the bucket says to one call.
     *
     * @param allowed whether the call may pass
     * @param remaining calls that could pass now, after this one
     * @param retryAfter how long until one more may pass; zero when this one may
     * @param reset how long until the bucket is full again
     */
    record Verdict(boolean allowed, long remaining, Duration retryAfter, Duration reset) {
        /** Returns the wait in whole seconds, rounded up: who waits that long is not early. */
        long retryAfterSeconds() {
            return retryAfter.plusNanos(999_999_999).toSeconds();
        }
    }

    private final Bucket bucket;
    private long changedAt;

    CallGate(int ratePerSecond, int burst, TimeMeter clock) {
        this.bucket = Bucket.builder()
                .addLimit(limit(ratePerSecond, burst))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static Bandwidth limit(int ratePerSecond, int burst) {
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(ratePerSecond, Duration.ofSeconds(1))
                .build();
    }

    /** Allows another rate from now on, with what is left in the bucket; nothing if a later change was made before. */
    synchronized void change(int ratePerSecond, int burst, long sinceFirstNanos) {
        if (sinceFirstNanos > changedAt) {
            changedAt = sinceFirstNanos;
            BucketConfiguration changed = BucketConfiguration.builder()
                    .addLimit(limit(ratePerSecond, burst))
                    .build();
            bucket.replaceConfiguration(changed, TokensInheritanceStrategy.AS_IS);
        }
    }

    Verdict tryPass() {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Verdict(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
}
