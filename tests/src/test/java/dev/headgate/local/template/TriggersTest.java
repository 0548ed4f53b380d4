package dev.headgate.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.local.cloudwatch.Alarm;
import dev.headgate.local.cloudwatch.CompositeAlarm;
import dev.headgate.local.cloudwatch.MetricAlarm;
import dev.headgate.local.template.StackSchedule.Sender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms, topics, rules, schedules and the permissions that they need. */
class TriggersTest {

    private static final String FUNCTION = """
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: .
              Handler: h
              Runtime: java25
              AutoPublishAlias: live
        """;
    private static final String PERMISSION = """
          MayCall:
            Type: AWS::Lambda::Permission
            Properties:
              Action: lambda:InvokeFunction
              FunctionName: !Ref F.Alias
              Principal: lambda.alarms.cloudwatch.amazonaws.com
              SourceAccount: !Ref AWS::AccountId
              SourceArn: !Sub arn:aws:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*
        """;
    private static final String ALARM = """
          A:
            Type: AWS::CloudWatch::Alarm
            Properties:
              ComparisonOperator: GreaterThanThreshold
              EvaluationPeriods: 3
              Threshold: 0.05
              AlarmActions: [!Ref F.Alias, !Ref T]
              Tags: [{Key: Limit, Value: ai-gateway}]
              Metrics:
                - {Id: share, Expression: "refused / (accepted + refused)"}
                - Id: refused
                  ReturnData: false
                  MetricStat: {Period: 60, Stat: Sum, Metric: {Namespace: Headgate, MetricName: R}}
                - Id: accepted
                  ReturnData: false
                  MetricStat: {Period: 60, Stat: Sum, Metric: {Namespace: Headgate, MetricName: A}}
          T: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: email, Endpoint: a@example.com}]}}
        """;

    @Test
    void alarms_areReadWithTheirMetricsTagsAndActions() {
        Stack stack = resolve(PERMISSION + ALARM + """
              C:
                Type: AWS::CloudWatch::CompositeAlarm
                Properties: {AlarmName: both, AlarmRule: !Sub 'ALARM("${A}") AND NOT OK(A)', OKActions: [!Ref T]}
            """);
        MetricAlarm alarm = (MetricAlarm) stack.alarms().get("A");
        assertThat(alarm.identity().tags()).containsExactly(Map.entry("Limit", "ai-gateway"));
        assertThat(alarm.actions().onAlarm())
                .containsExactly(
                        "arn:aws:lambda:us-east-1:000000000000:function:F:live",
                        "arn:aws:sns:us-east-1:000000000000:T");
        assertThat(alarm.datapointsToAlarm()).isEqualTo(3);
        assertThat(alarm.period()).hasMinutes(1);
        assertThat(alarm.stats()).hasSize(2);
        CompositeAlarm composite = (CompositeAlarm) stack.alarms().get("C");
        assertThat(composite.rule().alarms()).containsExactly("A");
        assertThat(composite.arn()).isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:both");
        assertThat(stack.topics().get("T").subscribers()).containsExactly("email a@example.com");
    }

    @Test
    void alarm_ofOneMetric_isReadToo() {
        Stack stack = resolve("""
              A:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  ComparisonOperator: LessThanOrEqualToThreshold
                  EvaluationPeriods: 3
                  DatapointsToAlarm: 2
                  Threshold: 1
                  Namespace: AWS/Lambda
                  MetricName: Errors
                  Dimensions: [{Name: FunctionName, Value: !Ref F}]
                  Period: 300
                  ExtendedStatistic: p99.9
            """);
        Alarm alarm = stack.alarms().get("A");
        assertThat(alarm).isInstanceOfSatisfying(MetricAlarm.class, one -> {
            assertThat(one.stats().getFirst().metric().dimensions()).isEqualTo(Map.of("FunctionName", "F"));
            assertThat(one.datapointsToAlarm()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Stat: Sum             | Stat: TM(10%:90%)            | Metrics[1].MetricStat.Stat: must be Sum, Average, Minimum, Maximum, SampleCount or p0 to p100, got: TM(10%:90%)
        Namespace: Headgate   | Namespace: AWS/S3            | Metrics[1].MetricStat.Metric: the namespace AWS/S3 is not measured on this machine
        MetricName: R         | Unit: Count                  | Metrics[1].MetricStat.Metric.Unit: this property is not supported on this machine
        Period: 60            | Period: 61                   | Metrics[1].MetricStat.Period: must be 10, 20, 30 or a multiple of 60, got: 61
        "refused / (          | "refused / AVG(              | Metrics[0].Expression: the function AVG is not supported on this machine
        "refused / (          | "other / (                   | : the Id share names what is not there, or itself
        EvaluationPeriods: 3  | EvaluationPeriods: 0         | : EvaluationPeriods must be between 1 and 1000, got: 0
        Threshold: 0.05       | Threshold: much              | Threshold: must be a number, got: much
        Threshold: 0.05       | ThresholdMetricId: share     | ThresholdMetricId: this property is not supported on this machine
        !Ref T]               | "arn:aws:swf:x"]             | AlarmActions[1]: arn:aws:swf:x is no function and no topic of this template
        """)
    void alarms_areRefusedByPath_whenNotSupported(String of, String by, String message) {
        String path = message.startsWith(":") ? "" : ".";
        assertThatThrownBy(() -> resolve(PERMISSION + ALARM.replaceFirst(Pattern.quote(of), by)))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Resources.A.Properties" + path + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        lambda.alarms.cloudwatch | alarms.cloudwatch
        !Ref F.Alias             | !Ref F
        SourceAccount: !Ref AWS::AccountId | SourceAccount: "111122223333"
        alarm:*                  | alarm:B*
        """)
    void alarms_mayOnlyCallFunctionsThatLetThem(String of, String by) {
        assertThatThrownBy(() -> resolve(PERMISSION.replace(of, by) + ALARM))
                .hasMessage(
                        "Resources.A.Properties.AlarmActions[0]: lambda.alarms.cloudwatch.amazonaws.com is not allowed"
                            + " to call arn:aws:lambda:us-east-1:000000000000:function:F:live for"
                            + " arn:aws:cloudwatch:us-east-1:000000000000:alarm:A: an AWS::Lambda::Permission must say"
                            + " so");
    }

    @Test
    void composites_mayNotWatchThemselvesOrOthers() {
        String form = "  %s: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: ALARM(%s)}}\n";
        assertThatThrownBy(() -> resolve(form.formatted("B", "nobody")))
                .hasMessage(
                        "Resources.B.Properties.AlarmRule: names alarms that are not in this template, or watch it in"
                                + " turn: [nobody]");
        assertThatThrownBy(() -> resolve(form.formatted("B", "C") + form.formatted("C", "B")))
                .hasMessageContaining("turn: [C]");
    }

    @Test
    void schedulesAndRules_areReadFromFunctionsAndRules() {
        Stack stack = resolve("""
                  Events:
                    Tick: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}
                    Tock: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(2 hours), State: DISABLED, Input: "{}"}}
                    Change: {Type: EventBridgeRule, Properties: {Pattern: {source: [aws.cloudwatch]}}}
              R:
                Type: AWS::Events::Rule
                Properties:
                  ScheduleExpression: rate(3 days)
                  EventPattern: {source: [aws.states]}
                  Targets: [{Id: f, Arn: !Ref F.Alias, Input: '{"a":1}'}]
              RMayCall:
                Type: AWS::Lambda::Permission
                Properties:
                  Action: lambda:InvokeFunction
                  FunctionName: !Ref F.Alias
                  Principal: events.amazonaws.com
                  SourceArn: !GetAtt R.Arn
            """);
        assertThat(stack.schedules())
                .containsExactly(
                        new StackSchedule(
                                "FTick",
                                "F",
                                Sender.RULE,
                                "arn:aws:events:us-east-1:000000000000:rule/FTick",
                                Duration.ofMinutes(1),
                                null,
                                true),
                        new StackSchedule(
                                "FTock",
                                "F",
                                Sender.SCHEDULER,
                                "arn:aws:scheduler:us-east-1:000000000000:schedule/default/FTock",
                                Duration.ofHours(2),
                                "{}",
                                false),
                        new StackSchedule(
                                "R",
                                "F",
                                Sender.RULE,
                                "arn:aws:events:us-east-1:000000000000:rule/R",
                                Duration.ofDays(3),
                                "{\"a\":1}",
                                true));
        assertThat(stack.rules()).extracting(StackRule::logicalId).isEqualTo(List.of("FChange", "R"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        cron(0 * * * ? *) ; must be rate(N minutes|hours|days) on this machine, got: cron(0 * * * ? *)
        rate(1 minutes)   ; must be at least 1, with a singular unit for 1 and a plural one else, got: rate(1 minutes)
        rate(5 minute)    ; must be at least 1, with a singular unit for 1 and a plural one else, got: rate(5 minute)
        rate(0 minutes)   ; must be at least 1, with a singular unit for 1 and a plural one else, got: rate(0 minutes)
        """)
    void schedules_areRefused_whenTheyAreNoRate(String expression, String message) {
        assertThatThrownBy(() -> resolve("""
                  Events: {E: {Type: Schedule, Properties: {Schedule: "%s"}}}
            """.formatted(expression)))
                .hasMessage("Resources.F.Properties.Events.E.Properties.Schedule: " + message);
    }

    @Test
    void events_ofOtherTypes_areRefusedByName() {
        assertThatThrownBy(() -> resolve("""
                  Events: {E: {Type: Kinesis, Properties: {Stream: x}}}
            """))
                .hasMessage("Resources.F.Properties.Events.E.Type: must be one of [SQS, EventBridgeRule, Schedule,"
                        + " ScheduleV2] on this machine, got: Kinesis");
    }

    private static Stack resolve(String more) {
        return TemplateTest.resolve(FUNCTION + more, Map.of());
    }
}
