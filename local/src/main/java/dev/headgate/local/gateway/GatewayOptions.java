package dev.headgate.local.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a stand-in gateway behaves.
 *
 * @param port where it listens on the loopback interface; 0 takes a free port
 * @param apiKey the bearer key that a caller must show
 * @param ratePerSecond calls allowed a second, at least 1
 * @param burst calls allowed at once after a rest, at least 1
 * @param latency the least time that an accepted call takes
 * @param jitter the most that is added to it
 * @param seed what the jitter is drawn from
 * @param outage when it answers 503, or null for never
 * @param hidden what it allows from its first call on, and tells nobody; null if it allows {@code ratePerSecond} all the time,
 *     and says so
 * @param maxContentCharacters longest text of a request; a longer one is refused with 400
 */
public record GatewayOptions(
        int port,
        String apiKey,
        int ratePerSecond,
        int burst,
        Duration latency,
        Duration jitter,
        long seed,
        @Nullable Outage outage,
        @Nullable HiddenRate hidden,
        int maxContentCharacters) {
    private static final Duration USUAL_LATENCY = Duration.ofMillis(120);
    private static final Duration USUAL_JITTER = Duration.ofMillis(60);
    private static final int USUAL_CONTENT = 16_000;

    public GatewayOptions {
        atLeastOne("ratePerSecond", ratePerSecond);
        atLeastOne("burst", burst);
        atLeastOne("maxContentCharacters", maxContentCharacters);
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("apiKey must not be blank");
        }
        if (latency.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException(
                    "latency and jitter must not be negative, got: " + latency + ", " + jitter);
        }
    }

    /** Returns the options of a healthy gateway on a free port: 120 to 180 ms an answer, 16,000 characters at most. */
    public static GatewayOptions of(String apiKey, int ratePerSecond, int burst) {
        return new GatewayOptions(
                0, apiKey, ratePerSecond, burst, USUAL_LATENCY, USUAL_JITTER, 1L, null, null, USUAL_CONTENT);
    }

    /** Returns these options with another outage; null for none. */
    public GatewayOptions withOutage(@Nullable Outage value) {
        return new GatewayOptions(
                port, apiKey, ratePerSecond, burst, latency, jitter, seed, value, hidden, maxContentCharacters);
    }

    /** Returns these options with a limit that is not told; its bursts are as many seconds of it as this one's. */
    public GatewayOptions withHidden(HiddenRate value) {
        int first = value.steps().getFirst().ratePerSecond();
        return new GatewayOptions(
                port, apiKey, first, burst(first), latency, jitter, seed, outage, value, maxContentCharacters);
    }

    /** Returns how many calls at once go with a rate, at least 1. */
    int burst(int rate) {
        return HiddenRate.burst(rate, burst, ratePerSecond);
    }

    /** Returns these options with another latency. */
    public GatewayOptions withLatency(Duration least, Duration most) {
        return new GatewayOptions(
                port,
                apiKey,
                ratePerSecond,
                burst,
                least,
                most.minus(least),
                seed,
                outage,
                hidden,
                maxContentCharacters);
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, got: " + value);
        }
    }
}
