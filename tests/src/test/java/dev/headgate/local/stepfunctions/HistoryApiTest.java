package dev.headgate.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.stepfunctions.integration.StubServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

final class HistoryApiTest {
    private static final String TASK =
            "'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'echo','Payload':{'n':7}},'Output':'{%"
                + " $states.result.Payload %}','End':true}";
    private static final String PUT = "'A':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:putItem',"
            + "'Arguments':{'TableName':'t','Item':{}},'End':true}";

    @RegisterExtension
    final LocalSfn local = new LocalSfn();

    @Test
    void eventTypes_ofStatesThatDoNotCall() throws Exception {
        assertThat(typesOf("pass", "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Succeed'}"))
                .containsExactly(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded");
        assertThat(typesOf("wait", "'A':{'Type':'Wait','Seconds':0,'Next':'B'},'B':{'Type':'Fail','Error':'E'}"))
                .containsExactly(
                        "ExecutionStarted",
                        "WaitStateEntered",
                        "WaitStateExited",
                        "FailStateEntered",
                        "ExecutionFailed");
        assertThat(typesOf(
                        "choice",
                        "'A':{'Type':'Choice','Choices':[],'Default':'B'},'B':{'Type':'Succeed'}"
                                .replace("'Choices':[]", "'Choices':[{'Condition':'{% false %}','Next':'B'}]")))
                .contains("ChoiceStateEntered", "ChoiceStateExited");
    }

    @Test
    void eventTypes_ofATask() throws Exception {
        String arn = local.run(local.machine("task", TASK), "{}").executionArn();

        assertThat(local.types(arn))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        List<HistoryEvent> events = local.history(arn);
        assertThat(events.get(1).stateEnteredEventDetails().name()).isEqualTo("A");
        assertThat(events.get(2).taskScheduledEventDetails().resourceType()).isEqualTo("lambda");
        assertThat(events.get(2).taskScheduledEventDetails().resource()).isEqualTo("invoke");
        assertThat(events.get(2).taskScheduledEventDetails().region()).isEqualTo("us-east-1");
        assertThat(events.get(2).taskScheduledEventDetails().parameters()).contains("\"FunctionName\":\"echo\"");
        assertThat(events.get(4).taskSucceededEventDetails().output()).contains("\"Payload\":{\"n\":7}");
        assertThat(events.get(5).stateExitedEventDetails().output()).isEqualTo("{\"n\":7}");
        assertThat(events).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(events).extracting(HistoryEvent::previousEventId).first().isEqualTo(0L);
    }

    @Test
    void eventTypes_ofATaskThatFails() throws Exception {
        try (LocalSfn refusing = new LocalSfn(
                1000,
                _ -> StubServer.Answer.json(
                        400, "{\"__type\":\"com.amazon.coral#ConditionalCheckFailedException\",\"message\":\"no\"}"))) {
            String arn = refusing.run(refusing.machine("put", PUT), "{}").executionArn();

            assertThat(refusing.types(arn)).endsWith("TaskStarted", "TaskFailed", "ExecutionFailed");
            HistoryEvent failed = refusing.history(arn).stream()
                    .filter(event -> event.type() == HistoryEventType.TASK_FAILED)
                    .findFirst()
                    .orElseThrow();
            assertThat(failed.taskFailedEventDetails().error()).isEqualTo("DynamoDB.ConditionalCheckFailedException");
            assertThat(failed.taskFailedEventDetails().resourceType()).isEqualTo("dynamodb");
        }
    }

    @Test
    void eventTypes_ofParallelAndInlineMap() throws Exception {
        assertThat(typesOf(
                        "parallel",
                        "'A':{'Type':'Parallel','Branches':["
                                + "{'StartAt':'X','States':{'X':{'Type':'Succeed'}}}],'End':true}"))
                .containsSubsequence(
                        "ParallelStateEntered",
                        "ParallelStateStarted",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ParallelStateSucceeded",
                        "ParallelStateExited");
        assertThat(typesOf(
                        "map",
                        "'A':{'Type':'Map','Items':[1,2],'MaxConcurrency':1,'ItemProcessor':{"
                                + "'StartAt':'X','States':{'X':{'Type':'Pass','End':true}}},'End':true}"))
                .containsSubsequence(
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapIterationStarted",
                        "MapIterationSucceeded",
                        "MapIterationStarted",
                        "MapIterationSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited");
    }

    @Test
    void getHistory_comesInPages_eitherWay() throws Exception {
        String arn = local.run(local.machine("task", TASK), "{}").executionArn();

        assertThat(ids(arn, false))
                .isEqualTo(IntStream.rangeClosed(1, 7).mapToObj(Long::valueOf).toList());
        assertThat(ids(arn, true)).isEqualTo(ids(arn, false).reversed());
    }

    @Test
    void getHistory_leavesDataOut_whenAsked() throws Exception {
        String arn = local.run(local.machine("task", TASK), "{\"secret\":1}").executionArn();

        var without = local.client()
                .getExecutionHistory(r -> r.executionArn(arn).includeExecutionData(false))
                .events();
        assertThat(local.history(arn).get(1).stateEnteredEventDetails().input()).isEqualTo("{\"secret\":1}");
        assertThat(without.get(0).executionStartedEventDetails().input()).isNull();
        assertThat(without.get(1).stateEnteredEventDetails().input()).isNull();
        assertThat(without.get(4).taskSucceededEventDetails().output()).isNull();
    }

    private List<Long> ids(String arn, boolean reverse) {
        return local
                .client()
                .getExecutionHistoryPaginator(
                        r -> r.executionArn(arn).maxResults(3).reverseOrder(reverse))
                .events()
                .stream()
                .map(HistoryEvent::id)
                .toList();
    }

    private List<String> typesOf(String name, String states) throws InterruptedException {
        return local.types(local.run(local.machine(name, states), "{}").executionArn());
    }
}
