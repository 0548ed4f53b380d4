package dev.headgate.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;

final class ExecutionApiTest {
    private static final String ECHO = "'A':{'Type':'Pass','End':true}";
    private static final String WAIT = "'A':{'Type':'Wait','Seconds':60,'End':true}";
    private static final String FAIL = "'A':{'Type':'Fail','Error':'Broken','Cause':'on purpose'}";

    @RegisterExtension
    final LocalSfn local = new LocalSfn();

    private final SfnClient sfn = local.client();

    @Test
    void describe_tellsInputAndOutput_whenItSucceeded() throws Exception {
        DescribeExecutionResponse execution = local.run(local.machine("echo", ECHO), "{\"a\":[1,2.5,\"é\"]}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.input()).isEqualTo("{\"a\":[1,2.5,\"é\"]}");
        assertThat(execution.output()).isEqualTo("{\"a\":[1,2.5,\"é\"]}");
        assertThat(execution.stopDate()).isAfterOrEqualTo(execution.startDate());
        assertThat(execution.stateMachineArn()).endsWith(":stateMachine:echo");
    }

    @Test
    void describe_tellsWhenItEnded() throws Exception {
        DescribeExecutionResponse execution =
                local.run(local.machine("short", "'A':{'Type':'Wait','Seconds':1,'End':true}"), "{}");

        assertThat(execution.stopDate()).isAfterOrEqualTo(execution.startDate().plusSeconds(1));
    }

    @Test
    void describe_tellsErrorAndCause_whenItFailed() throws Exception {
        DescribeExecutionResponse execution = local.run(local.machine("fail", FAIL), "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).isEqualTo("Broken");
        assertThat(execution.cause()).isEqualTo("on purpose");
        assertThat(execution.output()).isNull();
    }

    @Test
    void start_isIdempotentByNameAndInput_whileItRuns() throws Exception {
        String machine = local.machine("wait", WAIT);
        String first = named(machine, "n", "{\"a\":1}");

        assertThat(named(machine, "n", "{ \"a\" : 1 }")).isEqualTo(first);
        assertThatExceptionOfType(ExecutionAlreadyExistsException.class)
                .isThrownBy(() -> named(machine, "n", "{\"a\":2}"));
        sfn.stopExecution(r -> r.executionArn(first));
        assertThatExceptionOfType(ExecutionAlreadyExistsException.class)
                .isThrownBy(() -> named(machine, "n", "{\"a\":1}"));
    }

    @Test
    void start_refusesByName() {
        String machine = local.machine("echo", ECHO);

        assertThatExceptionOfType(InvalidExecutionInputException.class).isThrownBy(() -> local.start(machine, "{"));
        assertThatExceptionOfType(StateMachineDoesNotExistException.class)
                .isThrownBy(() -> local.start(machine + "2", "{}"));
        assertThatExceptionOfType(ExecutionDoesNotExistException.class)
                .isThrownBy(() -> sfn.describeExecution(
                        r -> r.executionArn("arn:aws:states:us-east-1:000000000000:execution:echo:none")));
    }

    @Test
    void stop_abortsWithErrorAndCause() {
        String arn = local.start(local.machine("wait", WAIT), "{}");
        var stopped = sfn.stopExecution(r -> r.executionArn(arn).error("Enough").cause("tired"));
        var execution = sfn.describeExecution(r -> r.executionArn(arn));

        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.error()).isEqualTo("Enough");
        assertThat(execution.stopDate()).isEqualTo(stopped.stopDate());
    }

    @Test
    void list_isNewestFirst_filteredAndInPages() throws Exception {
        String machine = local.machine("choose", """
            'A':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.ok %}','Next':'Good'}],'Default':'Bad'},
            'Good':{'Type':'Succeed'},'Bad':{'Type':'Fail','Error':'Bad'}\
            """);
        for (int i = 0; i < 6; i++) {
            local.ended(named(machine, "e" + i, "{\"ok\":" + (i % 2 == 0) + "}"));
        }

        assertThat(names(machine, null)).containsExactly("e5", "e4", "e3", "e2", "e1", "e0");
        assertThat(names(machine, ExecutionStatus.FAILED)).containsExactly("e5", "e3", "e1");
        assertThat(names(machine, ExecutionStatus.RUNNING)).isEmpty();
    }

    @Test
    void startSync_answersWithTheOutput_ofAnExpressMachineOnly() {
        String express = local.machine("express", StateMachineType.EXPRESS, ECHO);
        String standard = local.machine("standard", ECHO);

        var answer = sfn.startSyncExecution(r -> r.stateMachineArn(express).input("{\"a\":1}"));
        assertThat(answer.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
        assertThat(answer.output()).isEqualTo("{\"a\":1}");
        assertThat(answer.executionArn()).contains(":express:express:");
        assertThat(answer.billingDetails().billedDurationInMilliseconds()).isPositive();
        assertThatExceptionOfType(StateMachineTypeNotSupportedException.class)
                .isThrownBy(() -> sfn.startSyncExecution(r -> r.stateMachineArn(standard)));
    }

    @Test
    void startExecution_asATask_waitsForTheOther_withSync2() throws Exception {
        String echo = local.machine("echo", ECHO);
        String fail = local.machine("fail", FAIL);
        String caller = local.machine(
                "caller",
                "'A':{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync:2',"
                        + "'Arguments':{'StateMachineArn':'{% $states.input.of %}','Input':{'n':7}},"
                        + "'Output':'{% $states.result.Output %}','End':true}");

        assertThat(local.run(caller, "{\"of\":\"" + echo + "\"}").output()).isEqualTo("{\"n\":7}");
        DescribeExecutionResponse failed = local.run(caller, "{\"of\":\"" + fail + "\"}");
        assertThat(failed.error()).isEqualTo("States.TaskFailed");
        assertThat(failed.cause()).contains("\"Error\":\"Broken\"");
    }

    @Test
    void billedTransitions_areCountedByMachine() throws Exception {
        String two = local.machine("two", "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Succeed'}");
        String arn = local.run(two, "{}").executionArn();
        local.run(two, "{}");

        long each = local.service().describe(arn).billedTransitions();
        assertThat(each).isPositive();
        assertThat(local.service().billedTransitions()).isEqualTo(2 * each);
        assertThat(local.service().billedTransitions(two)).isEqualTo(2 * each);
    }

    private String named(String machine, String name, String input) {
        return sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    private List<String> names(String machine, ExecutionStatus status) {
        return sfn
                .listExecutionsPaginator(
                        r -> r.stateMachineArn(machine).statusFilter(status).maxResults(2))
                .executions()
                .stream()
                .map(ExecutionListItem::name)
                .toList();
    }
}
