package dev.headgate.bench.adaptive;

import java.util.SplittableRandom;

/**
 * A competitor with its parameters, which enters each run afresh.
 *
 * @param family who it is
 * @param setting its parameters, for people
 */
record Contender(String family, String setting, Entry entry) {
    interface Entry {
        Competitor enter(Scenario scenario, SplittableRandom random);
    }

    /** Returns whether it is another than its like in that scenario: who obeys a Retry-After needs one. */
    boolean isOf(Scenario scenario) {
        return !setting.endsWith(Peers.OBEYING)
                || !Double.isNaN(scenario.retryAfter().applyAsDouble(1));
    }

    Competitor enter(Scenario scenario, SplittableRandom random) {
        return entry.enter(scenario, random);
    }
}
