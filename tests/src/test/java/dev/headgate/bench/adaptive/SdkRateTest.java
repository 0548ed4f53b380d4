package dev.headgate.bench.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Constructor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.internal.ratelimiter.RateLimiterClock;
import software.amazon.awssdk.retries.internal.ratelimiter.RateLimiterTokenBucket;

/** The competitor that is said to be the SDK's reckons as the SDK's own class does. */
class SdkRateTest {
    @Test
    void update_isTheSdksOwn() throws ReflectiveOperationException {
        Constructor<RateLimiterTokenBucket> maker =
                RateLimiterTokenBucket.class.getDeclaredConstructor(RateLimiterClock.class);
        maker.setAccessible(true);
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] clock = {0.3};
            RateLimiterTokenBucket sdk = maker.newInstance((RateLimiterClock) () -> clock[0]);
            SdkRate ours = new SdkRate(50, 0, 0.7, 0.4, 2);
            for (int i = 0; i < 2_000; i++) {
                clock[0] += random.nextDouble(0.05);
                boolean throttled = random.nextInt(40) == 0;
                double rate = (throttled ? sdk.updateRateAfterThrottling() : sdk.updateRateAfterSuccess()).fillRate();
                assertThat(ours.update(clock[0], throttled))
                        .as("seed %d, answer %d", seed, i)
                        .isCloseTo(rate, within(1e-6 * rate));
            }
        }
    }
}
