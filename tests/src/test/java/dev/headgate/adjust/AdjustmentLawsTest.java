package dev.headgate.adjust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever alarms say, in whatever order and number. */
class AdjustmentLawsTest {
    private static final List<String> ALARMS = List.of("a", "b", "c", "recovery", "lambda");
    private static final List<AlarmState> STATES = List.of(AlarmState.values());
    private static final int EVENTS = 120;

    @Test
    void levels_stayWithinFloorAndCeiling_andChangeAtMostOncePerCooldown() {
        Seeds.of(500, 20_000).check((_, random) -> {
            AdjusterSettings settings = anySettings(random);
            Map<Ladder, Instant> last = new EnumMap<>(Ladder.class);
            Adjustment now = Adjustment.none("x");
            for (Timed timed : anyEvents(random)) {
                Adjustment next = now.after(timed.event(), settings, timed.at());
                for (Change change : next.number() == now.number() ? List.<Change>of() : next.changes()) {
                    Instant before = last.put(change.ladder(), change.at());
                    assertThat(before == null
                                    || !change.at()
                                            .isBefore(
                                                    before.plus(settings.step().cooldown())))
                            .as("%s after %s", change, before)
                            .isTrue();
                }
                assertWithin(next, settings);
                now = next;
            }
        });
    }

    /** The control: without the cooldown, the same alarms make a limit flap. */
    @Test
    void levels_changeFasterThanTheCooldown_whenThereIsNone() {
        Step hasty = new Step(10, 50, 10, Duration.ofSeconds(1), Duration.ofSeconds(1));
        int fast = 0;
        for (long seed = 1; seed <= 50; seed++) {
            Adjustment now = Adjustment.none("x");
            for (Timed timed : anyEvents(new java.util.SplittableRandom(seed))) {
                Adjustment next = now.after(timed.event(), with(hasty), timed.at());
                fast += next.changes().stream()
                                .anyMatch(change -> change.from().changedAt().isAfter(Instant.EPOCH)
                                        && change.at()
                                                .isBefore(change.from()
                                                        .changedAt()
                                                        .plusSeconds(30)))
                        ? 1
                        : 0;
                now = next;
            }
        }
        assertThat(fast).isGreaterThan(50);
    }

    /** What is known after a set of events is the same, however they came: twice, late, in another order. */
    @Test
    void readings_areTheSame_whateverTheOrderAndNumber() {
        Seeds.of(500, 20_000).check((seed, random) -> {
            List<Reading> readings = anyEvents(random).stream()
                    .filter(timed -> timed.event() instanceof Event.Alarmed)
                    .map(timed -> ((Event.Alarmed) timed.event()).reading())
                    .toList();
            List<Reading> other = new ArrayList<>(readings);
            other.addAll(readings.subList(0, readings.size() / 2));
            Collections.shuffle(other, new Random(seed));
            assertThat(all(other)).isEqualTo(all(readings));
        });
    }

    /** An event that was heard is heard again at any later moment: nothing happens. */
    @Test
    void event_changesNothing_whenItComesAgain() {
        Seeds.of(500, 20_000).check((_, random) -> {
            AdjusterSettings settings = anySettings(random);
            List<Event> heard = new ArrayList<>();
            Adjustment now = Adjustment.none("x");
            for (Timed timed : anyEvents(random)) {
                now = now.after(timed.event(), settings, timed.at());
                if (timed.event() instanceof Event.Alarmed) {
                    heard.add(timed.event());
                }
                for (Event again : heard) {
                    assertThat(now.after(again, settings, timed.at().plusSeconds(86_400)))
                            .isSameAs(now);
                }
            }
        });
    }

    /** From anywhere, with all alarms OK, a limit is at the top again in as many steps as there are, and stays there. */
    @Test
    void limit_comesBackToTheTop_whenAllIsCalm() {
        Seeds.of(300, 5_000).check((_, random) -> {
            AdjusterSettings settings = anySettings(random);
            Adjustment now = Adjustment.none("x");
            Instant moment = Instant.EPOCH;
            for (Timed timed : anyEvents(random)) {
                now = now.after(timed.event(), settings, timed.at());
                moment = timed.at();
            }
            for (String alarm : ALARMS) {
                now = now.after(Adjusters.alarmed(alarm, AlarmState.OK, moment.plusSeconds(1)), settings, moment);
            }
            moment = moment.plus(settings.step().calm());
            for (int step = 0; step < 102; step++) {
                moment = moment.plus(settings.step().cooldown());
                now = now.after(new Event.Tick(), settings, moment);
            }
            assertThat(now.levels().values()).allMatch(Level::isTop);
            assertThat(now.after(new Event.Tick(), settings, moment.plusSeconds(86_400)))
                    .isSameAs(now);
        });
    }

    private static void assertWithin(Adjustment adjustment, AdjusterSettings settings) {
        adjustment
                .levels()
                .values()
                .forEach(level ->
                        assertThat(level.percent()).isBetween(settings.step().floorPercent(), 100));
        for (Aim aim : Aim.of(adjustment, settings)) {
            switch (aim) {
                case Aim.Ceiling ceiling -> assertThat(ceiling.inFlight()).isBetween(10, 1000);
                case Aim.MapRuns runs -> assertThat(runs.maxConcurrency()).isBetween(1, 1000);
                case Aim.Queue queue -> assertThat(queue.maximumConcurrency()).isBetween(2, 5);
                case Aim.Reserved reserved ->
                    assertThat(reserved.concurrency() == null ? 1 : reserved.concurrency())
                            .isBetween(1, 50);
            }
        }
    }

    private static Readings all(List<Reading> readings) {
        Readings all = Readings.NONE;
        for (Reading reading : readings) {
            all = all.with(reading);
        }
        return all;
    }

    /** An event, and when it is heard. */
    record Timed(Event event, Instant at) {}

    /** Alarms come late, twice and disordered; a tick comes now and then. */
    static List<Timed> anyEvents(RandomGenerator random) {
        List<Timed> events = new ArrayList<>();
        Instant now = Adjusters.T0;
        for (int i = 0; i < EVENTS; i++) {
            now = now.plusSeconds(random.nextInt(90));
            Instant at = now.minusSeconds(random.nextInt(300));
            AlarmState state = STATES.get(random.nextInt(STATES.size()));
            Event event = random.nextInt(3) == 0
                    ? Adjusters.alarmed(ALARMS.get(random.nextInt(ALARMS.size())), state, at)
                    : new Event.Tick();
            events.add(new Timed(event, now));
        }
        return events;
    }

    static AdjusterSettings anySettings(RandomGenerator random) {
        Duration cooldown = Duration.ofSeconds(1 + random.nextInt(200));
        return with(new Step(
                1 + random.nextInt(100),
                1 + random.nextInt(99),
                1 + random.nextInt(100),
                cooldown,
                cooldown.plusSeconds(random.nextInt(200))));
    }

    private static AdjusterSettings with(Step step) {
        return new AdjusterSettings(
                AdjusterSettings.Mode.ON, step, Adjusters.TARGETS, Set.of("recovery"), Set.of("lambda"));
    }
}
