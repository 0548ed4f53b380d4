package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.gateway.Call;
import dev.headgate.local.gateway.HiddenRate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Limit LIMIT = new Limit(2, 4, 1_000);

    @Test
    void of_countsCallsByTheSecondTheyArrivedIn() {
        List<Call> calls = List.of(
                new Call(0, 200, "a"),
                new Call(Runs.seconds(0.999), 503, null),
                new Call(Runs.seconds(1), 429, null),
                new Call(Runs.seconds(2.5), 200, "b"));
        Timeline timeline = Timeline.of(calls, List.of(), Runs.START, Capacity.of(LIMIT));
        assertThat(timeline.seconds()).containsExactly(0, 1, 2);
        assertThat(timeline.answered()).containsExactly(1, 0, 1);
        assertThat(timeline.failed()).containsExactly(1, 0, 0);
        assertThat(timeline.throttled()).containsExactly(0, 1, 0);
        assertThat(timeline.circuit()).containsOnly("CLOSED");
    }

    @Test
    void of_tellsTheLeastRoomOfEachSecond_neverBelowZero_whenCallsArePaced() {
        Limit limit = new Limit(10, 20, 1_500);
        List<Call> calls = Runs.paced(1_000, limit, Runs.seconds(1.5), 7);
        Timeline timeline = Timeline.of(calls, List.of(), Runs.START, Capacity.of(limit));
        assertThat(timeline.room()).allSatisfy(room -> assertThat(room).isBetween(0.0, 20.0));
    }

    @Test
    void of_fallsBelowZero_whenCallsBunchMoreThanTheBurstAllows() {
        List<Call> calls = Runs.paced(6, new Limit(10, 6, 0), 0, 1);
        assertThat(Timeline.of(calls, List.of(), Runs.START, Capacity.of(LIMIT)).room())
                .first()
                .isEqualTo(-2.0);
    }

    @Test
    void waiting_isTheLineOfPermitsWhoseMomentHasNotCome() {
        // 12 permits asked for at once: a burst of 2 goes now, 10 wait half a second each.
        List<Sample> samples = Runs.samples(6, 12, LIMIT);
        Timeline timeline = Timeline.of(Runs.paced(12, LIMIT, 0, 1), samples, Runs.START, Capacity.of(LIMIT));
        assertThat(timeline.waiting()).containsExactly(10L, 8L, 6L, 4L, 2L, 0L);
        assertThat(timeline.longestLine()).isEqualTo(10);
    }

    @Test
    void rates_areWhatHeadgateGrants_andWhatTheGatewayTakes_andItsRoomFollows() {
        List<Sample> samples = List.of(
                new Sample(Runs.START, 0, "CLOSED", 0, 0),
                new Sample(Runs.START.plusSeconds(1), 0, "CLOSED", 0, 3.5),
                new Sample(Runs.START.plusSeconds(2), 0, "CLOSED", 0, 1.25));
        List<Call> calls = List.of(new Call(0, 200, "a"), new Call(Runs.seconds(2), 200, "b"));
        Capacity capacity = new Capacity(LIMIT, HiddenRate.parse("4,1@2"));
        Timeline timeline = Timeline.of(calls, samples, Runs.START, capacity);
        assertThat(timeline.rates()).isEqualTo(new Rates(List.of(2.0, 3.5, 1.25), List.of(4, 4, 1)));
        assertThat(timeline.room()).as("bursts of two seconds").containsExactly(7.0, 8.0, 1.0);
        assertThat(Timeline.of(calls, samples, Runs.START, Capacity.of(LIMIT)).rates())
                .isNull();
    }

    @Test
    void circuit_isTheNearestSamples_butHalfOpenWhereASecondSawIt() {
        List<Sample> samples = List.of(
                new Sample(Runs.START, 0, "CLOSED", 0, 0),
                new Sample(Runs.START.plus(Duration.ofMillis(1_100)), 0, "OPEN", 0, 0),
                new Sample(Runs.START.plus(Duration.ofMillis(2_100)), 0, "OPEN", 0, 0),
                new Sample(Runs.START.plus(Duration.ofMillis(2_600)), 0, "HALF_OPEN", 0, 0),
                new Sample(Runs.START.plus(Duration.ofMillis(3_000)), 0, "CLOSED", 0, 0));
        List<Call> calls = List.of(new Call(0, 200, "a"), new Call(Runs.seconds(3), 200, "b"));
        assertThat(Timeline.of(calls, samples, Runs.START, Capacity.of(LIMIT)).circuit())
                .containsExactly("CLOSED", "OPEN", "HALF_OPEN", "CLOSED");
    }
}
