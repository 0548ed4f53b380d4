package dev.headgate.adjust;

import static dev.headgate.adjust.Adjusters.LAMBDA;
import static dev.headgate.adjust.Adjusters.SETTINGS;
import static dev.headgate.adjust.Adjusters.SHARE;
import static dev.headgate.adjust.Adjusters.SHARE_RECOVERY;
import static dev.headgate.adjust.Adjusters.T0;
import static dev.headgate.adjust.Adjusters.alarmed;
import static dev.headgate.adjust.Adjusters.ceiling;
import static dev.headgate.adjust.Adjusters.concurrency;
import static dev.headgate.adjust.Adjusters.settings;
import static dev.headgate.adjust.Adjusters.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of events: what each does to the levels of a limit. */
class AdjustmentTest {
    /** An event at a second, and the levels after it. */
    private record Row(int second, Event event, int ceiling, int concurrency, String why) {}

    @Test
    void alarm_lowersByAFactor_andAgainWhileItLasts_andGoesUpInStepsWhenAllIsCalm() {
        run(
                new Row(0, alarmed(SHARE, AlarmState.ALARM, T0), 50, 50, "down by the factor"),
                new Row(59, tick(), 50, 50, "within the cooldown"),
                new Row(60, tick(), 25, 25, "it lasts"),
                new Row(120, tick(), 12, 12, "it lasts"),
                new Row(180, tick(), 10, 10, "the floor"),
                new Row(240, tick(), 10, 10, "the ceiling's floor; the queue is paused below"),
                new Row(300, alarmed(SHARE, AlarmState.OK, T0.plusSeconds(300)), 10, 10, "not calm yet"),
                new Row(479, tick(), 10, 10, "not calm yet"),
                new Row(480, tick(), 20, 10, "calm: up by a step, and the queue goes on"),
                new Row(540, tick(), 30, 20, "calm"),
                new Row(600, tick(), 40, 30, "calm"));
    }

    @Test
    void recoveryAlarm_lowersNothing_andHoldsBackTheWayUp() {
        run(
                new Row(0, alarmed(SHARE_RECOVERY, AlarmState.ALARM, T0), 100, 100, "between the levels nothing moves"),
                new Row(10, alarmed(SHARE, AlarmState.ALARM, T0.plusSeconds(10)), 50, 50, "trouble"),
                new Row(60, alarmed(SHARE, AlarmState.OK, T0.plusSeconds(60)), 50, 50, "no trouble, and not over"),
                new Row(600, tick(), 50, 50, "not over for long"),
                new Row(610, alarmed(SHARE_RECOVERY, AlarmState.OK, T0.plusSeconds(610)), 50, 50, "over, not calm"),
                new Row(790, tick(), 60, 60, "over and calm"));
    }

    @Test
    void alarmOfConcurrency_leavesTheCeiling() {
        run(
                new Row(0, alarmed(LAMBDA, AlarmState.ALARM, T0), 100, 50, "concurrency alone"),
                new Row(60, alarmed(SHARE, AlarmState.ALARM, T0.plusSeconds(60)), 50, 25, "both"),
                new Row(120, alarmed(SHARE, AlarmState.OK, T0.plusSeconds(120)), 50, 12, "the other one lasts"),
                new Row(300, tick(), 60, 10, "which the ceiling does not care for"));
    }

    @Test
    void insufficientData_isNotOk() {
        run(
                new Row(0, alarmed(SHARE, AlarmState.ALARM, T0), 50, 50, "down"),
                new Row(60, alarmed(SHARE, AlarmState.INSUFFICIENT_DATA, T0.plusSeconds(60)), 50, 50, "nobody knows"),
                new Row(3600, tick(), 50, 50, "nobody knows"),
                new Row(3660, alarmed(SHARE, AlarmState.OK, T0.plusSeconds(3400)), 60, 60, "well since long"));
    }

    @Test
    void eventsThatComeTwice_orLate_changeNothing() {
        run(
                new Row(0, alarmed(SHARE, AlarmState.ALARM, T0), 50, 50, "down"),
                new Row(300, alarmed(SHARE, AlarmState.ALARM, T0), 50, 50, "said before, and no tick"),
                new Row(310, alarmed(SHARE, AlarmState.OK, T0.minusSeconds(9)), 50, 50, "older than what is known"),
                new Row(320, tick(), 25, 25, "so it still lasts"));
    }

    @Test
    void clockThatGoesBack_changesNothing() {
        Adjustment down = Adjustment.none("x").after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        assertThat(down.after(tick(), SETTINGS, T0.minusSeconds(3600))).isEqualTo(down);
    }

    @Test
    void off_putsAllToTheTopAtOnce_andHearsNothing() {
        AdjusterSettings off = settings(Step.DEFAULT, AdjusterSettings.Mode.OFF);
        Adjustment down = Adjustment.none("x").after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        Adjustment top = down.after(tick(), off, T0.plusSeconds(1));
        assertThat(ceiling(top)).isEqualTo(100);
        assertThat(concurrency(top)).isEqualTo(100);
        assertThat(top.changes()).extracting(Change::cause).containsOnly(Change.Cause.SWITCHED_OFF);
        assertThat(top.after(tick(), off, T0.plusSeconds(3600))).isEqualTo(top);
    }

    @Test
    void reset_forgetsWhatAlarmsSaid() {
        Adjustment down = Adjustment.none("x").after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        Adjustment reset = down.after(new Event.Reset("ada", "the alarm is gone"), SETTINGS, T0.plusSeconds(1));
        assertThat(ceiling(reset)).isEqualTo(100);
        assertThat(reset.readings()).isEqualTo(Readings.NONE);
        assertThat(reset.changes())
                .allSatisfy(change -> assertThat(change.why()).containsExactly("ada: the alarm is gone"));
        assertThat(reset.after(tick(), SETTINGS, T0.plusSeconds(600))).isEqualTo(reset);
    }

    @Test
    void queue_isPausedOneStepBelowTheFloor_andGoesOnWithTheFirstStepUp() {
        Adjustment now = Adjustment.none("x");
        now = now.after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        for (int minute = 1; minute <= 4; minute++) {
            now = now.after(tick(), SETTINGS, T0.plusSeconds(60L * minute));
        }
        assertThat(Aim.of(now, SETTINGS)).contains(new Aim.Queue("queue", 2, false));
        assertThat(now.after(tick(), SETTINGS, T0.plusSeconds(360)))
                .as("there is no step below that")
                .isEqualTo(now);
        now = now.after(alarmed(SHARE, AlarmState.OK, T0.plusSeconds(400)), SETTINGS, T0.plusSeconds(400));
        now = now.after(tick(), SETTINGS, T0.plusSeconds(580));
        assertThat(Aim.of(now, SETTINGS)).contains(new Aim.Queue("queue", 2, true));
    }

    @Test
    void aims_areWithinTheirFloorsAndCeilings() {
        Adjustment half = Adjustment.none("x").after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        assertThat(Aim.of(half, SETTINGS))
                .containsExactly(
                        new Aim.Ceiling("x", 50, 500),
                        new Aim.MapRuns("single", 500),
                        new Aim.MapRuns("batches", 50),
                        new Aim.Queue("queue", 3, true),
                        new Aim.Reserved("worker", 25));
        assertThat(Aim.of(Adjustment.none("x"), SETTINGS))
                .containsExactly(
                        new Aim.Ceiling("x", 100, 1000),
                        new Aim.MapRuns("single", 1000),
                        new Aim.MapRuns("batches", 100),
                        new Aim.Queue("queue", 5, true),
                        new Aim.Reserved("worker", null));
    }

    @Test
    void readings_areBounded() {
        Readings full = Readings.NONE;
        for (int i = 0; i < Readings.MOST; i++) {
            full = full.with(new Reading("alarm-" + i, AlarmState.OK, T0));
        }
        Readings all = full;
        assertThatThrownBy(() -> all.with(new Reading("one more", AlarmState.OK, T0)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("alarms of a limit must be between 0 and 50, got: 51");
    }

    @Test
    void settings_areRefused_outOfTheirBounds() {
        assertThatThrownBy(() -> new Step(0, 50, 10, Duration.ofSeconds(60), Duration.ofSeconds(60)))
                .hasMessage("FloorPercent must be between 1 and 100, got: 0");
        assertThatThrownBy(() -> new Step(10, 50, 10, Duration.ofSeconds(60), Duration.ofSeconds(59)))
                .hasMessage("CalmSeconds must be between PT1M and PT24H, got: PT59S");
        assertThatThrownBy(() -> Range.of("Queues", 1, 5, 2, 1000))
                .hasMessage("Queues.Floor must be between 2 and 5, got: 1");
        assertThatThrownBy(() -> new Targets(null, List.of(new Targets.MapRuns("m", 1)), List.of(), List.of()))
                .hasMessage("MapRuns must be between 0 and 0, got: 1");
    }

    private static void run(Row... rows) {
        Adjustment now = Adjustment.none("x");
        for (Row row : rows) {
            Instant moment = T0.plusSeconds(row.second());
            now = now.after(row.event(), SETTINGS, moment);
            assertThat(List.of(ceiling(now), concurrency(now)))
                    .as("second %d: %s", row.second(), row.why())
                    .containsExactly(row.ceiling(), row.concurrency());
        }
    }
}
