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

    /** Options to be told, of a gateway that allows so much. */
    public static Builder builder(String apiKey, int ratePerSecond, int burst) {
        return new Builder(apiKey, ratePerSecond, burst);
    }

    /** Returns how many calls at once go with a rate, at least 1. */
    int burst(int rate) {
        return HiddenRate.burst(rate, burst, ratePerSecond);
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, got: " + value);
        }
    }

    /** What is not told is a healthy gateway's on a free port: 120 to 180 ms an answer, 16,000 characters at most. */
    public static final class Builder {
        private static final int USUAL_CONTENT = 16_000;

        private final String apiKey;
        private final int ratePerSecond;
        private final int burst;
        private Duration latency = Duration.ofMillis(120);
        private Duration jitter = Duration.ofMillis(60);
        private @Nullable Outage outage;
        private @Nullable HiddenRate hidden;

        private Builder(String apiKey, int ratePerSecond, int burst) {
            this.apiKey = apiKey;
            this.ratePerSecond = ratePerSecond;
            this.burst = burst;
        }

        /** When it answers 503; null for never. */
        public Builder outage(@Nullable Outage when) {
            outage = when;
            return this;
        }

        /** A limit that is not told, whose bursts are as many seconds of it as that of the one that is; null for none. */
        public Builder hidden(@Nullable HiddenRate rate) {
            hidden = rate;
            return this;
        }

        /** How long an accepted call takes, from least to most. */
        public Builder latency(Duration least, Duration most) {
            latency = least;
            jitter = most.minus(least);
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException if something is out of its bounds
         */
        public GatewayOptions build() {
            int first =
                    hidden == null ? ratePerSecond : hidden.steps().getFirst().ratePerSecond();
            int atOnce = hidden == null ? burst : HiddenRate.burst(first, burst, ratePerSecond);
            return new GatewayOptions(0, apiKey, first, atOnce, latency, jitter, 1L, outage, hidden, USUAL_CONTENT);
        }
    }
}
