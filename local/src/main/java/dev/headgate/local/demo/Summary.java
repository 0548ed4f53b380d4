package dev.headgate.local.demo;

import dev.headgate.local.gateway.CallCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A run in numbers, as {@code summary.json} holds them.
 *
 * @param workflow direct or buffered
 * @param execution how the workflow's execution ended: SUCCEEDED, FAILED, TIMED_OUT or ABORTED
 * @param gatewayFailures calls answered with 500 and above
 * @param seconds from the first call to the last
 * @param grantedBurst calls that Headgate starts at once after a rest
 * @param longestLine most permits that waited for their moment at once
 * @param allowedPerSecond what Headgate was told that the gateway allows
 * @param utilisation of what the gateway allowed, told or not
 * @param costDollars what the run would cost on AWS; an estimate
 * @param outage how the circuit lived through the gateway's outage; null if it had none
 * @param following how the rate followed a limit that Headgate was not told; null if it was told
 */
public record Summary(
        String workflow,
        String execution,
        int reviews,
        int succeeded,
        int deadLettered,
        int lost,
        int duplicates,
        int gatewayCalls,
        int gateway429s,
        int gatewayFailures,
        double seconds,
        double achievedPerSecond,
        int allowedPerSecond,
        int allowedBurst,
        long grantedBurst,
        double utilisation,
        long longestLine,
        long billedTransitions,
        long dynamodbRequests,
        long invocations,
        long coldStarts,
        double costDollars,
        @Nullable Recovery outage,
        @Nullable Following following) {

    static Summary of(
            String workflow,
            String execution,
            Outcome outcome,
            CallCounts calls,
            Figures figures,
            Limit limit,
            long longestLine,
            Usage usage,
            @Nullable Recovery outage,
            @Nullable Following following) {
        return new Summary(
                workflow,
                execution,
                outcome.succeeded() + outcome.deadLettered() + outcome.lost(),
                outcome.succeeded(),
                outcome.deadLettered(),
                outcome.lost(),
                outcome.duplicates(),
                calls.calls(),
                calls.throttled(),
                calls.failed(),
                round(figures.seconds(), 3),
                round(figures.achievedPerSecond(), 3),
                limit.ratePerSecond(),
                limit.burst(),
                limit.grantedBurst(),
                following == null ? round(figures.utilisation(), 4) : following.utilisation(),
                longestLine,
                usage.transitions(),
                usage.dynamodbRequests(),
                usage.invocations(),
                usage.coldStarts(),
                round(CostEstimate.of(usage).total(), 5),
                outage,
                following);
    }

    /** Returns whether the workflow ended well, every review was answered or dead-lettered, and none twice. */
    boolean good() {
        return execution.equals("SUCCEEDED") && lost == 0 && duplicates == 0;
    }

    static double round(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }
}
