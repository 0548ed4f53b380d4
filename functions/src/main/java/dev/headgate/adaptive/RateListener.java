package dev.headgate.adaptive;

import java.time.Duration;

/** Told of what happens to rates: metrics and logs, and a list in the tests. */
public interface RateListener {
    /** Nobody listens. */
    RateListener NONE = new RateListener() {};

    /** A tick was won: the rate is this now. Told once in the fleet, by the environment whose write made it. */
    default void moved(Followed limit, RateState state) {}

    /** Calls ended so under a limit, whether it follows or not. */
    default void heard(String limit, long accepted, long refused) {}

    /** A Retry-After paused the limit for all. */
    default void paused(String limit, Duration duration) {}

    /** These outcomes may not count, or may: the store did not answer, or they had waited too long. They are not sent again. */
    default void lost(Followed limit, Counters counters) {}
}
