package dev.headgate.adjust;

import static dev.headgate.adjust.Adjusters.SETTINGS;
import static dev.headgate.adjust.Adjusters.SHARE;
import static dev.headgate.adjust.Adjusters.T0;
import static dev.headgate.adjust.Adjusters.alarmed;
import static dev.headgate.adjust.Adjusters.settings;
import static dev.headgate.adjust.Adjusters.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.adjust.AdjustmentLawsTest.Timed;
import dev.headgate.testing.Seeds;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The order of deciding, keeping and carrying out; and what is left where it is cut short. */
class AdjusterTest {
    private final InMemoryAdjustments store = new InMemoryAdjustments();
    private final SetLevers levers = new SetLevers(SETTINGS);
    private final Adjuster adjuster = new Adjuster(store, levers);

    @Test
    void alarm_isDecided_keptAndCarriedOut() {
        Outcome outcome = adjuster.handle("x", alarmed(SHARE, AlarmState.ALARM, T0), T0);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Adjusted.class, adjusted -> {
            assertThat(adjusted.changes()).hasSize(2);
            assertThat(adjusted.failures()).isEmpty();
        });
        assertThat(levers.set())
                .containsEntry("limit x", new Aim.Ceiling("x", 50, 500))
                .hasSize(5);
        assertThat(store.audit("x")).extracting(Change::number).containsExactly(1L, 2L);
        assertThat(store.audit("x")).extracting(Change::why).containsOnly(Set.of(SHARE));
        assertThat(store.read("x").isCarriedOut()).isTrue();
        assertThat(adjuster.followed()).containsExactly("x");
    }

    @Test
    void failureOfOneTarget_doesNotStopTheOthers_andTheNextTickTriesAgain() {
        levers.failingFor("event source mapping queue");
        Outcome outcome = adjuster.handle("x", alarmed(SHARE, AlarmState.ALARM, T0), T0);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Adjusted.class,
                        adjusted -> assertThat(adjusted.failures())
                                .extracting(failure -> failure.aim().target())
                                .containsExactly("event source mapping queue"));
        assertThat(levers.set()).hasSize(4).containsKey("function worker");
        levers.repair();
        adjuster.handle("x", tick(), T0.plusSeconds(1));
        assertThat(levers.set()).containsEntry("event source mapping queue", new Aim.Queue("queue", 3, true));
        assertThat(store.read("x").isCarriedOut()).isTrue();
    }

    @Test
    void tick_setsAgainWhatStands_forThoseThatBeganMeanwhile_andNothingAtRest() {
        adjuster.handle("x", alarmed(SHARE, AlarmState.ALARM, T0), T0);
        int calls = levers.calls().size();
        adjuster.handle("x", tick(), T0.plusSeconds(1));
        assertThat(levers.calls()).hasSize(2 * calls);
        assertThat(adjuster.handle("quiet", tick(), T0)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(levers.calls()).hasSize(2 * calls);
    }

    @Test
    void limitWithoutAdjuster_isNotFollowed() {
        levers.withSettings(Optional.empty());
        assertThat(adjuster.handle("x", alarmed(SHARE, AlarmState.ALARM, T0), T0))
                .isEqualTo(new Outcome.NotAdjusted("x"));
        assertThat(adjuster.followed()).isEmpty();
        assertThat(store.read("x")).isEqualTo(Adjustment.none("x"));
    }

    @Test
    void limitThatIsSwitchedOff_goesToTheTop_withTheNextTick() {
        adjuster.handle("x", alarmed(SHARE, AlarmState.ALARM, T0), T0);
        levers.withSettings(Optional.of(settings(Step.DEFAULT, AdjusterSettings.Mode.OFF)));
        adjuster.handle("x", tick(), T0.plusSeconds(1));
        assertThat(levers.set()).containsEntry("limit x", new Aim.Ceiling("x", 100, 1000));
    }

    /** Dies at any call of the store or the levers, at random, and goes on with the next event. */
    @Test
    void audit_isComplete_andAllIsCarriedOut_whereverTheFunctionDies() {
        Seeds.of(300, 10_000).check((_, random) -> {
            InMemoryAdjustments kept = new InMemoryAdjustments();
            SetLevers set = new SetLevers(SETTINGS);
            Adjuster mortal = new Adjuster(new Mortal(kept, random), set);
            Instant now = T0;
            for (Timed timed : AdjustmentLawsTest.anyEvents(random)) {
                now = timed.at();
                try {
                    mortal.handle("x", timed.event(), now);
                } catch (Died expected) {
                    // The next event finds what is left.
                }
            }
            new Adjuster(kept, set).handle("x", tick(), now);
            assertThat(kept.read("x").isCarriedOut()).isTrue();
            assertThat(set.set().values()).containsAll(Aim.of(kept.read("x"), SETTINGS));
            assertChained(kept.audit("x"), kept.read("x"));
        });
    }

    /** The control: an audit that is kept last has gaps. */
    @Test
    void audit_hasGaps_whenItIsNotKeptAgain() {
        int gaps = 0;
        for (long seed = 1; seed <= 200; seed++) {
            RandomGenerator random = new java.util.SplittableRandom(seed);
            InMemoryAdjustments kept = new InMemoryAdjustments();
            long number = 0;
            Adjustment state = Adjustment.none("x");
            for (Timed timed : AdjustmentLawsTest.anyEvents(random)) {
                state = state.after(timed.event(), SETTINGS, timed.at());
                if (state.number() > number && random.nextInt(10) > 0) {
                    state.changes().forEach(kept::keep);
                }
                number = state.number();
            }
            gaps += kept.audit("x").size() < number ? 1 : 0;
        }
        assertThat(gaps).isGreaterThan(20);
    }

    private static void assertChained(List<Change> audit, Adjustment end) {
        Map<Ladder, Level> levels = new EnumMap<>(Ladder.class);
        long number = 0;
        for (Change change : audit) {
            assertThat(change.number()).isEqualTo(++number);
            assertThat(change.from()).isEqualTo(levels.getOrDefault(change.ladder(), Level.UNCHANGED));
            levels.put(change.ladder(), change.to());
        }
        assertThat(number).isEqualTo(end.number());
        for (Ladder ladder : Ladder.values()) {
            assertThat(levels.getOrDefault(ladder, Level.UNCHANGED)).isEqualTo(end.level(ladder));
        }
    }

    /** The process is gone: before the call, or after it. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A store behind which the function dies now and then. */
    private record Mortal(AdjustmentStore store, RandomGenerator random) implements AdjustmentStore {
        private void perhapsDie() {
            if (random.nextInt(8) == 0) {
                throw new Died();
            }
        }

        @Override
        public Adjustment read(String limit) {
            perhapsDie();
            return store.read(limit);
        }

        @Override
        public boolean tryPut(Adjustment adjustment) {
            perhapsDie();
            boolean put = store.tryPut(adjustment);
            perhapsDie();
            return put;
        }

        @Override
        public void keep(Change change) {
            perhapsDie();
            store.keep(change);
            perhapsDie();
        }

        @Override
        public Set<String> followed() {
            return store.followed();
        }

        @Override
        public void follow(String limit) {
            perhapsDie();
            store.follow(limit);
        }

        @Override
        public void unfollow(String limit) {
            store.unfollow(limit);
        }
    }
}
