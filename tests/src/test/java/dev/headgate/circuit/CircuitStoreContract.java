package dev.headgate.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.UnknownCircuitException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of circuits does: the same changes, on the same conditions, with the same circuit told. */
public abstract class CircuitStoreContract {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Instant LATER = T0.plusSeconds(10);
    private static final Instant LATEST = T0.plusSeconds(100);

    private final String name = "circuit-" + UUID.randomUUID();
    private final CircuitSettings settings = settings(name, 2);
    private CircuitStore store;

    /** Returns the store under test; other tests may use it at the same time, for other circuits. */
    protected abstract CircuitStore store();

    private static CircuitSettings settings(String name, int probes) {
        return new CircuitSettings(
                name, 50, Duration.ofSeconds(10), 10, 4, Duration.ofSeconds(30), probes, Duration.ofSeconds(5));
    }

    @BeforeEach
    void declare() {
        store = store();
        store.put(settings, T0);
    }

    @Test
    void read_tellsThatTheCircuitIsClosed_whenJustDeclared() {
        assertThat(store.read(name)).isEqualTo(Circuit.declared(settings));
    }

    @Test
    void read_throws_whenThereIsNoSuchCircuit() {
        assertThatThrownBy(() -> store.read("none"))
                .isInstanceOf(UnknownCircuitException.class)
                .hasMessageEndingWith("got: none");
        assertThatThrownBy(() -> store.attempt("none", new StateChange.Close(1)))
                .isInstanceOf(UnknownCircuitException.class);
        assertThatThrownBy(() -> store.read("none"))
                .as("the attempt made no circuit")
                .isInstanceOf(UnknownCircuitException.class);
    }

    @Test
    void put_keepsTheState_whenTheCircuitIsThere() {
        Circuit open = store.attempt(name, new StateChange.Trip(1, LATER)).circuit();
        CircuitSettings changed = settings(name, 7);
        store.put(changed, LATER);
        assertThat(store.read(name)).isEqualTo(open.with(changed));
    }

    @Test
    void delete_forgetsTheCircuit_andIsQuietTheSecondTime() {
        store.delete(name);
        assertThatThrownBy(() -> store.read(name)).isInstanceOf(UnknownCircuitException.class);
        assertThatCode(() -> store.delete(name)).doesNotThrowAnyException();
    }

    @Test
    void attempt_answersWithAllBuckets_whenOutcomesAreCounted() {
        store.attempt(name, new WindowChange.Count(1, outcomes(T0, new Counts(3, 1, 2, 0, 0)), null, Clearing.NONE));
        store.attempt(name, new WindowChange.Count(1, outcomes(LATER, new Counts(1, 0, 0)), null, Clearing.NONE));
        CircuitStore.Attempt last = store.attempt(
                name, new WindowChange.Count(1, outcomes(LATER, new Counts(0, 2, 0)), null, Clearing.NONE));
        assertThat(last.done()).isTrue();
        assertThat(last.circuit().state())
                .isEqualTo(new State.Closed(
                        new Window(Map.of(T0, new Counts(3, 1, 2, 0, 0), LATER, new Counts(1, 2, 0)))));
    }

    @Test
    void attempt_dropsExpiredBuckets_alsoThoseThatAreNotThere() {
        store.attempt(name, new WindowChange.Count(1, outcomes(T0, new Counts(3, 1, 2, 0, 0)), null, Clearing.NONE));
        Change count = new WindowChange.Count(
                1,
                outcomes(LATER, Counts.NONE),
                null,
                new Clearing(Set.of(T0, T0.minusSeconds(1)), Set.of(), Set.of()));
        assertThat(store.attempt(name, count)).isEqualTo(new CircuitStore.Attempt(true, Circuit.declared(settings)));
    }

    @Test
    void attempt_takesNoMoreProbesThanTheSettingsSay() {
        Circuit halfOpen = halfOpen();
        Change second = new ProbeChange.Take(halfOpen.generation(), 2, Map.of(), 2, LATER, LATEST, LATEST);
        Change third = new ProbeChange.Take(halfOpen.generation(), 3, Map.of(), 2, LATER, LATEST, LATEST);
        assertThat(store.attempt(name, second).done()).isTrue();
        CircuitStore.Attempt refused = store.attempt(name, third);
        assertThat(refused.done()).isFalse();
        assertThat(refused.circuit()).isEqualTo(store.read(name));
        assertThat(refused.circuit().state())
                .isInstanceOfSatisfying(
                        State.HalfOpen.class,
                        state -> assertThat(state.probes()).containsOnlyKeys(1L, 2L));
        store.put(settings(name, 3), LATER);
        assertThat(store.attempt(name, third).done())
                .as("who has not seen that the settings have changed looks again")
                .isFalse();
        Change fourth = new ProbeChange.Take(halfOpen.generation(), 4, Map.of(), 3, LATER, LATEST, LATEST);
        assertThat(store.attempt(name, fourth).done()).isTrue();
    }

    @Test
    void attempt_neverTakesThePlaceOfAProbeThatSucceeded() {
        long generation = halfOpen().generation();
        store.attempt(name, new ProbeChange.Settle(generation, 1, Kind.SUCCESS, LATER));
        Change replace =
                new ProbeChange.Take(generation, 2, Map.of(1L, LATEST), 2, LATEST, LATEST.plusSeconds(1), LATEST);
        assertThat(store.attempt(name, replace).done()).isFalse();
    }

    /** Any sequence of changes: both stores say the same as the domain does, for each step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void attempt_doesWhatTheDomainSays_whateverTheChanges(long seed) {
        Random random = new Random(seed);
        Circuit expected = store.read(name);
        List<String> done = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            Change change = likelyChange(random, expected);
            Circuit before = expected;
            expected = change.on(before).orElse(before);
            assertThat(store.attempt(name, change))
                    .as("seed %d, step %d: %s on %s", seed, step, change, before)
                    .isEqualTo(new CircuitStore.Attempt(change.on(before).isPresent(), expected));
            if (change.on(before).isPresent()) {
                done.add(change.getClass().getSimpleName());
            }
        }
        assertThat(done).as("seed %d reaches every state", seed).contains("Count", "Trim", "Trip", "BeginProbing");
    }

    private static Outcomes outcomes(Instant bucket, Counts counts) {
        return counts.equals(Counts.NONE)
                ? Outcomes.NONE
                : new Outcomes(Map.of(bucket, counts), List.of(), Outcomes.Streak.SAME);
    }

    private Circuit halfOpen() {
        store.attempt(name, new StateChange.Trip(1, T0));
        return store.attempt(name, new StateChange.BeginProbing(2, 1, Map.of(), T0, LATEST, LATEST))
                .circuit();
    }

    /** Mostly one that is possible: a walk of refusals would see little. */
    private static Change likelyChange(Random random, Circuit circuit) {
        Change change = anyChange(random, circuit);
        for (int tries = 0; tries < 3 && change.on(circuit).isEmpty(); tries++) {
            change = anyChange(random, circuit);
        }
        return change;
    }

    private static Change anyChange(Random random, Circuit circuit) {
        long generation = circuit.generation() - (random.nextInt(8) == 0 ? 1 : 0);
        Instant now = T0.plusSeconds(random.nextInt(20));
        Instant end = T0.plusSeconds(random.nextInt(20));
        Instant until = T0.plusSeconds(random.nextInt(30));
        long probe = random.nextLong(1, 5);
        return switch (random.nextInt(15)) {
            case 0, 1 ->
                new WindowChange.Count(
                        generation,
                        anyOutcomes(random, now),
                        anyReceipt(random, now),
                        end.equals(now) ? Clearing.NONE : anyClearing(random, end));
            case 2 -> new StateChange.Trip(generation, until);
            case 3, 4 -> new StateChange.BeginProbing(generation, probe, circuit.stillOut(now), now, end, until);
            case 5, 6 -> anyTake(random, circuit, generation, probe + 4, now, end);
            case 13 -> new ProbeChange.Leave(random.nextLong(1, 9));
            case 7 -> new ProbeChange.Settle(generation, probe, anyKind(random), now);
            case 8 ->
                random.nextBoolean()
                        ? new ProbeChange.Return(generation, probe + 4, now)
                        : new ProbeChange.Renew(generation, probe, now, end, until);
            case 9 -> new ProbeChange.Settle(generation, probe + 4, anyKind(random), now);
            case 10 ->
                random.nextBoolean() ? new StateChange.Reopen(generation, until) : new StateChange.Close(generation);
            case 11 -> anyTrim(random, circuit, generation);
            case 12 -> new StateChange.TimeOut(generation, now, until);
            default ->
                random.nextInt(6) == 0
                        ? new StateChange.Force(
                                List.of(Forced.values()).get(random.nextInt(Forced.values().length)), until)
                        : new ProbeChange.Settle(generation, probe, Kind.SUCCESS, now);
        };
    }

    /** Some of the places are said to have lapsed: rightly, at a wrong time, or such as are not there. */
    private static Change anyTake(
            Random random, Circuit circuit, long generation, long probe, Instant now, Instant end) {
        Map<Long, Instant> places = new HashMap<>(circuit.late());
        if (circuit.state() instanceof State.HalfOpen halfOpen) {
            halfOpen.probes().forEach((number, held) -> places.put(number, held.outUntil()));
        }
        places.keySet().removeIf(number -> number == probe || random.nextInt(3) > 0);
        places.replaceAll((number, at) -> random.nextInt(6) == 0 ? end : at);
        if (random.nextInt(8) == 0) {
            places.put(9 - probe, end);
        }
        Instant until = T0.plusSeconds(random.nextInt(10, 40));
        int most = random.nextInt(8) == 0 ? 3 : 2;
        return new ProbeChange.Take(generation, probe, places, most, now, end, until);
    }

    private static Receipt anyReceipt(Random random, Instant now) {
        return random.nextInt(3) == 0
                ? null
                : new Receipt(Integer.toString(random.nextInt(20)), now.toEpochMilli() + random.nextInt(1_000));
    }

    private static Clearing anyClearing(Random random, Instant bucket) {
        return random.nextInt(3) > 0
                ? Clearing.NONE
                : new Clearing(
                        Set.of(bucket),
                        Set.of(random.nextLong(1, 9), 77L),
                        Set.of(Integer.toString(20 + random.nextInt(20))));
    }

    private static Change anyTrim(Random random, Circuit circuit, long generation) {
        if (!(circuit.state() instanceof State.Counting counting)
                || counting.window().runs().isEmpty()) {
            return new WindowChange.Trim(generation - 1, 0, 1);
        }
        Window window = counting.window();
        int runs = random.nextInt(1, window.runs().size() + 1);
        return new WindowChange.Trim(generation, window.dropped() + random.nextInt(2), runs);
    }

    private static Outcomes anyOutcomes(Random random, Instant now) {
        Counts counts = new Counts(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3), 0);
        List<Run> runs = random.ints(random.nextInt(3), 1, 100)
                .mapToObj(calls -> new Run(anyKind(random), calls))
                .toList();
        Outcomes.Streak streak = new Outcomes.Streak(random.nextBoolean(), random.nextInt(3));
        return new Outcomes(counts.calls() == 0 ? Map.of() : Map.of(now, counts), runs, streak);
    }

    private static Kind anyKind(Random random) {
        return List.of(Kind.values()).get(random.nextInt(Kind.values().length));
    }
}
