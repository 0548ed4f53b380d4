package dev.headgate.permit;

import dev.headgate.adaptive.RateListener;
import dev.headgate.adaptive.RateReporter;
import dev.headgate.adaptive.RateStore;
import java.util.random.RandomGenerator;

/** Feedback over limits and stores of the tests. */
public final class Feedbacks {
    private Feedbacks() {}

    /** Returns one environment's. */
    public static Feedback of(
            LimitStore limits, PermitStores stores, RateStore rates, RateListener listener, RandomGenerator random) {
        return new Feedback(limits, stores.with(rates), new RateReporter(rates, random, listener), listener, random);
    }
}
