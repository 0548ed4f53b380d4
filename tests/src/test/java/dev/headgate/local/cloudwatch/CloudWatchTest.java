package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a printed line to the events of an alarm, in time that the test owns. */
class CloudWatchTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00.5Z");

    private final List<StateChange> changes = new ArrayList<>();
    private Instant now = START;

    @Test
    void alarm_followsWhatFunctionsPrint_andTheCompositeFollowsIt() throws Exception {
        CloudWatch cloudWatch = cloudWatch(null);
        cloudWatch.printed(line(9, "Headgate"));
        cloudWatch.printed(line(1, "Other"));
        tick(cloudWatch, 59);
        assertThat(told()).as("the minute has not ended").containsExactly("any to OK");
        changes.clear();
        tick(cloudWatch, 1);
        assertThat(told()).containsExactly("refused to ALARM", "any to ALARM");
        changes.clear();
        for (int minute = 0; minute < 3; minute++) {
            cloudWatch.printed(line(1, "Headgate"));
            tick(cloudWatch, 60);
        }
        assertThat(told()).as("told once, though it lasts").containsExactly("refused to OK", "any to OK");
        assertThat(changes.getFirst().actions()).containsExactly("to-ok");
    }

    @Test
    void values_addUpWithinAPeriod_andNotBeyond() throws Exception {
        CloudWatch cloudWatch = cloudWatch(null);
        for (int i = 0; i < 4; i++) {
            cloudWatch.printed(line(i < 2 ? 2 : 3, "Headgate"));
            tick(cloudWatch, i == 1 ? 59 : 1);
        }
        tick(cloudWatch, 60);
        assertThat(changes).extracting(change -> change.after().state()).startsWith(AlarmState.OK);
        assertThat(cloudWatch
                        .metrics()
                        .value(TestAlarms.METRIC, new Statistic("Sum"), START.minusMillis(500), Duration.ofMinutes(1)))
                .isEqualTo(4);
    }

    @Test
    void periods_canBeShortened() throws Exception {
        CloudWatch cloudWatch = cloudWatch(Duration.ofSeconds(5));
        cloudWatch.printed(line(9, "Headgate"));
        tick(cloudWatch, 5);
        assertThat(changes).extracting(change -> change.after().state()).contains(AlarmState.ALARM);
    }

    /** Brings the alarm about, and so its composite. */
    private void alarm() throws Exception {
        CloudWatch cloudWatch = cloudWatch(null);
        cloudWatch.printed(line(9, "Headgate"));
        tick(cloudWatch, 60);
    }

    @Test
    void forFunction_hasTheFormThatAwsDocuments() throws Exception {
        alarm();
        JsonNode event = AlarmEvents.forFunction(changes.getFirst());
        assertThat(event.path("source").textValue()).isEqualTo("aws.cloudwatch");
        assertThat(event.path("alarmArn").textValue()).isEqualTo(TestAlarms.PREFIX + "refused");
        assertThat(event.path("time").textValue()).isEqualTo("2026-11-25T10:01:00.500+0000");
        assertThat(event.at("/alarmData/configuration").toString()).isEqualTo(line("""
            {"description":"Too many refusals","metrics":[{"id":"m1","metricStat":{"metric":{"namespace":"Headgate",
            "name":"CallsRefused","dimensions":{"Limit":"ai-gateway"}},"period":60,"stat":"Sum"},"returnData":true}]}\
            """));
        JsonNode state = event.at("/alarmData/state");
        assertThat(state.path("value").textValue()).isEqualTo("ALARM");
        assertThat(state.path("reason").textValue())
                .isEqualTo("Threshold Crossed: 1 out of the last 1 datapoint [9.0 (25/11/26 10:00:00)] was greater than"
                        + " the threshold (5.0).");
        assertThat(state.path("reasonData").textValue()).isEqualTo(line("""
            {"version":"1.0","queryDate":"2026-11-25T10:01:00.500+0000","statistic":"Sum","period":60,
            "recentDatapoints":[9.0],"threshold":5.0,
            "evaluatedDatapoints":[{"timestamp":"2026-11-25T10:00:00.000+0000","value":9.0}]}\
            """));
        assertThat(event.at("/alarmData/previousState/value").textValue()).isEqualTo("INSUFFICIENT_DATA");

        JsonNode composite = AlarmEvents.forFunction(changes.get(1)).path("alarmData");
        assertThat(composite.at("/configuration/alarmRule").textValue()).isEqualTo("ALARM(refused)");
        assertThat(composite.at("/configuration").has("metrics")).isFalse();
        assertThat(composite.at("/state/reason").textValue())
                .isEqualTo(TestAlarms.PREFIX
                        + "refused transitioned to ALARM at Wednesday 25 November, 2026 10:01:00 UTC");
    }

    @Test
    void forEventBridge_hasTheSameUnderDetail() throws Exception {
        alarm();
        JsonNode event = AlarmEvents.forEventBridge(changes.getFirst());
        assertThat(event.path("detail-type").textValue()).isEqualTo("CloudWatch Alarm State Change");
        assertThat(event.at("/resources/0").textValue()).isEqualTo(TestAlarms.PREFIX + "refused");
        assertThat(event.path("time").textValue()).isEqualTo("2026-11-25T10:01:00Z");
        assertThat(event.path("detail"))
                .isEqualTo(AlarmEvents.forFunction(changes.getFirst()).path("alarmData"));
    }

    @Test
    void set_changesTheStateUntilItIsEvaluatedAgain() throws Exception {
        CloudWatch cloudWatch = cloudWatch(null);
        AlarmStatus set = new AlarmStatus(AlarmState.ALARM, "a drill", null, now);
        assertThat(cloudWatch.alarms().set("refused", set)).isTrue();
        assertThat(cloudWatch.alarms().set("nobody", set)).isFalse();
        assertThat(changes).extracting(change -> change.alarm().name()).containsExactly("refused", "any");
        tick(cloudWatch, 60);
        assertThat(changes.get(2).after().state()).isEqualTo(AlarmState.OK);
    }

    private CloudWatch cloudWatch(@Nullable Duration period) {
        return new CloudWatch(
                List.of(
                        TestAlarms.composite("any", "ALARM(refused)"),
                        TestAlarms.metric("refused", 1, 1, MissingData.NOT_BREACHING)),
                period,
                changes::add,
                () -> now);
    }

    private List<String> told() {
        return changes.stream()
                .map(change -> change.alarm().name() + " to " + change.after().state())
                .toList();
    }

    private void tick(CloudWatch cloudWatch, int seconds) throws InterruptedException {
        now = now.plusSeconds(seconds);
        cloudWatch.tick((_, _) -> {});
    }

    private String line(int refused, String namespace) {
        return """
            {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"%s","Metrics":[{"Name":"CallsRefused"}],\
            "Dimensions":[["Limit"]]}]},"Limit":"ai-gateway","CallsRefused":%d}\
            """.formatted(now.toEpochMilli(), namespace, refused);
    }

    private static String line(String json) {
        return json.replace("\n", "");
    }
}
