package dev.headgate.circuit;

import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.Probing.CloseBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One caller's calls, their outcomes, durations and times, drawn from a seed, seen by Resilience4j's circuit breaker and by
 * ours at the same time.
 */
final class Trace {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final String NAME = "traced";

    private final SplittableRandom random;
    private final CircuitSettings settings;
    private final int ill;
    private final Resilience4j theirs;
    private final CircuitBreaker ours;
    private final InMemoryCircuitStore store = new InMemoryCircuitStore();
    private Instant now = START;
    private String forced = "";

    /** @param change what is done to our settings, for a negative control */
    Trace(long seed, UnaryOperator<CircuitSettings> change) {
        random = new SplittableRandom(seed);
        settings = anySettings();
        ill = random.nextInt(5, 95);
        theirs = new Resilience4j(settings, new VirtualScheduler(START));
        ours = new CircuitBreaker(store, Duration.ofSeconds(1), random.split());
        store.put(change.apply(settings), START);
    }

    CircuitSettings settings() {
        return settings;
    }

    /** Returns the first difference of so many steps, if there is one. */
    Optional<String> run(int steps) {
        for (int step = 0; step < steps; step++) {
            Optional<String> difference = step();
            if (difference.isPresent()) {
                int at = step;
                return difference.map(what -> "step " + at + " at " + now + ": " + what + ", with " + settings);
            }
        }
        return Optional.empty();
    }

    private Optional<String> step() {
        pass(anyGap());
        maybeForce();
        String before = " before: " + store.read(NAME).state() + ", theirs had " + theirs.counts();
        boolean admitted = theirs.admits();
        Admission admission = ours.check(NAME, now);
        if (admitted != admission instanceof Admission.Allowed || !isState(admission.state())) {
            return Optional.of(
                    "theirs admits " + admitted + " in " + theirs.state() + ", ours says " + admission + before);
        }
        return admission instanceof Admission.Allowed allowed ? call(allowed) : Optional.empty();
    }

    private Optional<String> call(Admission.Allowed allowed) {
        Duration took = Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(300, 500) : random.nextInt(300));
        pass(took);
        Outcome outcome = anyOutcome();
        theirs.ended(outcome, took);
        Reported reported = ours.report(
                new Report(NAME, allowed.generation(), allowed.probe(), new Call(outcome, null, took), null), now);
        if (!isState(reported.state())) {
            return Optional.of(
                    outcome + " after " + took + ": theirs is " + theirs.state() + ", ours says " + reported);
        }
        return reported.generation() == allowed.generation() ? counted(reported) : Optional.empty();
    }

    private Optional<String> counted(Reported reported) {
        boolean counting = reported.state() instanceof State.Counting || reported.state() instanceof State.HalfOpen;
        return counting
                        && reported instanceof Reported.Recorded recorded
                        && !recorded.window().equals(theirs.counts())
                ? Optional.of("theirs has counted " + theirs.counts() + ", ours " + recorded)
                : Optional.empty();
    }

    private boolean isState(State state) {
        return state.name().equals(theirs.state());
    }

    /** Time passes; but nobody comes in the very millisecond in which OPEN ends, about which the two differ. */
    private void pass(Duration time) {
        now = now.plus(time);
        if (store.read(NAME).state() instanceof State.Open(Instant until, long _) && until.equals(now)) {
            now = now.plusMillis(1);
        }
        theirs.passTo(now);
    }

    /** An operator comes between two calls: what was under way counts for Resilience4j whatever the operator did. */
    private void maybeForce() {
        if (random.nextInt(forced.isEmpty() ? 150 : 12) > 0) {
            return;
        }
        Forced to = switch (forced.isEmpty() ? random.nextInt(4) : 0) {
            case 0 -> Forced.CLOSED;
            case 1 -> Forced.FORCED_OPEN;
            case 2 -> Forced.DISABLED;
            default -> Forced.METRICS_ONLY;
        };
        forced = to == Forced.CLOSED ? "" : to.name();
        theirs.force(to);
        ours.force(new Order(NAME, to, null, "a test", "to see"), now);
    }

    private Duration anyGap() {
        return Duration.ofMillis(
                switch (random.nextInt(10)) {
                    case 0 -> random.nextInt(12_000);
                    case 1, 2 -> random.nextInt(2_000);
                    default -> random.nextInt(150);
                });
    }

    private Outcome anyOutcome() {
        if (random.nextInt(12) == 0) {
            return Outcome.IGNORED;
        }
        return random.nextInt(100) < ill ? Outcome.FAILURE : Outcome.SUCCESS;
    }

    private CircuitSettings anySettings() {
        int size = random.nextInt(4) == 0 ? random.nextInt(1, 13) : random.nextInt(1, 61);
        SlidingWindow window = random.nextBoolean()
                ? new SlidingWindow.OfCalls(size)
                : new SlidingWindow.OfTime(Duration.ofSeconds(1 + size % 12), 1 + size % 12);
        int minimum = random.nextInt(1, 1 + (window instanceof SlidingWindow.OfCalls ? size : 20));
        int probes = random.nextInt(1, 11);
        boolean automatic = random.nextInt(3) == 0;
        Duration first = Duration.ofSeconds(random.nextInt(1, 6));
        int timeout = automatic || random.nextBoolean() ? 0 : random.nextInt(1, 6);
        // Longer than every call; and than the trace, where only a time-out may end HALF_OPEN.
        Duration lease = timeout > 0 ? Duration.ofSeconds(1) : Duration.ofHours(1);
        return new CircuitSettings(
                NAME,
                window,
                new Thresholds(random.nextInt(1, 101), random.nextInt(1, 101), SLOW, minimum, 0),
                new Opening(first, random.nextInt(3) * 50 + 100, first.multipliedBy(3), 0, automatic),
                new Probing(probes, lease, CloseBy.RATE, probes, Duration.ofSeconds(timeout)),
                Rules.NONE,
                Duration.ofMillis(random.nextInt(2) * 2_000L),
                WithoutStore.ALLOW);
    }
}
