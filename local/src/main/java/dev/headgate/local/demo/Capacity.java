package dev.headgate.local.demo;

import dev.headgate.local.gateway.HiddenRate;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway takes while a run lasts.
 *
 * @param declared what Headgate is told
 * @param hidden what it takes in truth; null where that is what is declared
 */
record Capacity(Limit declared, @Nullable HiddenRate hidden) {

    /** Returns a capacity that is as declared. */
    static Capacity of(Limit declared) {
        return new Capacity(declared, null);
    }

    /** Returns what is taken this long after the first call; its burst is as many seconds as the declared one's. */
    Limit at(long sinceFirstNanos) {
        if (hidden == null) {
            return declared;
        }
        int rate = hidden.at(sinceFirstNanos).ratePerSecond();
        int burst = HiddenRate.burst(rate, declared.burst(), declared.ratePerSecond());
        return new Limit(rate, burst, declared.latenessMillis());
    }
}
