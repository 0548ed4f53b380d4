package dev.headgate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.template.StackSchedule;
import dev.headgate.local.template.StackSchedule.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulesTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T10:00:00.7Z"));

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @Test
    void functions_areCalledAgainAndAgain_unlessDisabled() throws InterruptedException {
        List<StackSchedule> schedules = List.of(schedule("F", "{}", true), schedule("G", "{}", false));
        try (Schedules _ = Schedules.start(schedules, (function, event) -> calls.add(function + event), CLOCK)) {
            assertThat(calls.take()).isEqualTo("F{}");
            assertThat(calls.take()).isEqualTo("F{}");
        }
        assertThat(calls).doesNotContain("G{}");
    }

    @Test
    void event_isAwsOwn_whereThereIsNoInput() throws InterruptedException {
        try (Schedules _ = Schedules.start(List.of(schedule("F", null, true)), (_, event) -> calls.add(event), CLOCK)) {
            assertThat(calls.take())
                    .contains("\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"")
                    .contains("\"time\":\"2026-11-25T10:00:00Z\"")
                    .endsWith("\"resources\":[\"arn\"],\"detail\":{}}");
        }
    }

    private static StackSchedule schedule(String function, @Nullable String input, boolean enabled) {
        return new StackSchedule("S", function, Sender.RULE, "arn", Duration.ofMillis(1), input, enabled);
    }
}
