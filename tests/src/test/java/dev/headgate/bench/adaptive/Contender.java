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

    Competitor enter(Scenario scenario, SplittableRandom random) {
        return entry.enter(scenario, random);
    }
}
