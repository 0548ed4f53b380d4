/**
 * The benchmark of the adaptive rate: a simulation, event by event, in time that it owns.
 *
 * <p>A downstream has a capacity that nobody is told. Each {@link dev.headgate.bench.adaptive.Competitor} decides when the
 * next call may go, and learns only what callers learn: accepted or refused, after how long, with which Retry-After. All
 * meet the same traces: capacity, latencies, costs and demand depend on the scenario and the seed, not on who competes.
 */
@NullMarked
package dev.headgate.bench.adaptive;

import org.jspecify.annotations.NullMarked;
