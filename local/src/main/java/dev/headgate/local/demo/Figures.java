package dev.headgate.local.demo;

import dev.headgate.local.gateway.Call;
import java.util.List;

/**
 * What a run made of the rate it was allowed.
 *
 * @param seconds from the first call to the last
 * @param achievedPerSecond calls after the first burst, over those seconds; 0 when all calls fit in the first burst
 * @param utilisation achieved over allowed
 */
record Figures(double seconds, double achievedPerSecond, double utilisation) {
    private static final double NANOS = 1e9;

    /**
     * Returns the figures of calls in order of arrival. Refused ones (429) do not count: they took nothing of the rate.
     *
     * @param limit what the gateway allows; the first burst is what Headgate grants of it at once
     */
    static Figures of(List<Call> calls, Limit limit) {
        List<Call> passed = calls.stream().filter(call -> !call.throttled()).toList();
        if (passed.size() <= limit.grantedBurst()) {
            return new Figures(span(passed), 0, 0);
        }
        double seconds = span(passed);
        double achieved = seconds > 0 ? (passed.size() - limit.grantedBurst()) / seconds : 0;
        return new Figures(seconds, achieved, achieved / limit.ratePerSecond());
    }

    private static double span(List<Call> passed) {
        return passed.isEmpty()
                ? 0
                : (passed.getLast().atNanos() - passed.getFirst().atNanos()) / NANOS;
    }
}
