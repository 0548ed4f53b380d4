package dev.headgate.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;

final class MapRunApiTest {
    private static final String MAP = "'A':{'Type':'Map','Label':'Each','Items':'{%% $states.input.items %%}',"
            + "'MaxConcurrency':%d,'ToleratedFailurePercentage':100,'ItemProcessor':{"
            + "'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},'StartAt':'X','States':{%s}},"
            + "'End':true}";
    private static final String CHOOSE = "'X':{'Type':'Choice','Choices':[{'Condition':'{% $states.input = 0 %}',"
            + "'Next':'Bad'}],'Default':'Good'},'Good':{'Type':'Succeed'},'Bad':{'Type':'Fail','Error':'Zero'}";

    @Test
    void describe_countsChildren_andListsThem() throws Exception {
        try (LocalSfn local = new LocalSfn()) {
            String arn = local.run(local.machine("map", MAP.formatted(4, CHOOSE)), "{\"items\":[1,0,2,3]}")
                    .executionArn();
            String run = onlyRun(local, arn);
            DescribeMapRunResponse described = local.client().describeMapRun(r -> r.mapRunArn(run));

            assertThat(run).startsWith("arn:aws:states:us-east-1:000000000000:mapRun:map/Each:");
            assertThat(described.status()).isEqualTo(MapRunStatus.SUCCEEDED);
            assertThat(described.executionArn()).isEqualTo(arn);
            assertThat(described.maxConcurrency()).isEqualTo(4);
            assertThat(described.executionCounts().total()).isEqualTo(4);
            assertThat(described.executionCounts().succeeded()).isEqualTo(3);
            assertThat(described.itemCounts().failed()).isEqualTo(1);
            List<ExecutionListItem> children =
                    local.client().listExecutionsPaginator(r -> r.mapRunArn(run).maxResults(3)).executions().stream()
                            .toList();
            assertThat(children)
                    .hasSize(4)
                    .allSatisfy(c -> assertThat(c.mapRunArn()).isEqualTo(run));
            String failed = local.client()
                    .listExecutions(r -> r.mapRunArn(run).statusFilter(ExecutionStatus.FAILED))
                    .executions()
                    .getFirst()
                    .executionArn();
            assertThat(local.client()
                            .describeExecution(r -> r.executionArn(failed))
                            .error())
                    .isEqualTo("Zero");
            assertThat(local.types(failed)).endsWith("FailStateEntered", "ExecutionFailed");
            assertThat(local.types(arn)).containsSubsequence("MapStateStarted", "MapRunStarted", "MapRunSucceeded");
        }
    }

    @Test
    void children_areNotInTheMachinesList_andAreBilledWithTheirParent() throws Exception {
        try (LocalSfn local = new LocalSfn()) {
            String machine = local.machine("map", MAP.formatted(0, "'X':{'Type':'Succeed'}"));
            String arn = local.run(machine, "{\"items\":[1,2,3]}").executionArn();

            assertThat(local.client()
                            .listExecutions(r -> r.stateMachineArn(machine))
                            .executions())
                    .extracting(ExecutionListItem::executionArn)
                    .containsExactly(arn);
            assertThat(local.service().billedTransitions())
                    .isEqualTo(local.service().describe(arn).billedTransitions())
                    .isGreaterThan(3);
        }
    }

    @Test
    void update_changesARunningMapRun() throws Exception {
        try (LocalSfn local = new LocalSfn()) {
            String machine = local.machine("map", MAP.formatted(1, "'X':{'Type':'Wait','Seconds':60,'End':true}"));
            String arn = local.start(machine, "{\"items\":[1,2,3,4,5]}");
            await().until(() -> !local.client()
                    .listMapRuns(r -> r.executionArn(arn))
                    .mapRuns()
                    .isEmpty());
            String run = onlyRun(local, arn);
            await().until(() -> running(local, run) == 1);
            local.client().updateMapRun(r -> r.mapRunArn(run).maxConcurrency(3).toleratedFailurePercentage(7.5f));

            await().until(() -> running(local, run) == 3);
            DescribeMapRunResponse described = local.client().describeMapRun(r -> r.mapRunArn(run));
            assertThat(described.maxConcurrency()).isEqualTo(3);
            assertThat(described.toleratedFailurePercentage()).isEqualTo(7.5f);
            local.client().stopExecution(r -> r.executionArn(arn));
            await().untilAsserted(() -> assertThat(
                            local.client().describeMapRun(r -> r.mapRunArn(run)).status())
                    .isEqualTo(MapRunStatus.ABORTED));
            assertThatExceptionOfType(SfnException.class)
                    .isThrownBy(() ->
                            local.client().updateMapRun(r -> r.mapRunArn(run).maxConcurrency(2)))
                    .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
        }
    }

    @Test
    void describe_refusesAnUnknownRun() throws Exception {
        try (LocalSfn local = new LocalSfn()) {
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> local.client()
                            .describeMapRun(r -> r.mapRunArn("arn:aws:states:us-east-1:000000000000:mapRun:m/l:1")));
        }
    }

    @Test
    void finishedChildren_areForgottenBeyondTheBound_butCounted() throws Exception {
        try (LocalSfn local = new LocalSfn(100, _ -> null)) {
            String machine = local.machine("map", MAP.formatted(10, CHOOSE));
            String items = "[0,1" + ",1".repeat(998) + "]";
            String arn = local.run(machine, "{\"items\":" + items + "}").executionArn();
            String run = onlyRun(local, arn);
            DescribeMapRunResponse described = local.client().describeMapRun(r -> r.mapRunArn(run));
            List<ExecutionListItem> kept =
                    local.client().listExecutions(r -> r.mapRunArn(run)).executions();

            assertThat(described.executionCounts().succeeded()).isEqualTo(999);
            assertThat(described.executionCounts().failed()).isEqualTo(1);
            assertThat(kept).hasSizeBetween(5, 30);
            assertThat(kept)
                    .filteredOn(child -> child.status() == ExecutionStatus.FAILED)
                    .hasSize(1);
            assertThat(local.service().billedTransitions()).isGreaterThan(1000);
        }
    }

    private static String onlyRun(LocalSfn local, String executionArn) {
        return local.client()
                .listMapRuns(r -> r.executionArn(executionArn))
                .mapRuns()
                .getFirst()
                .mapRunArn();
    }

    private static long running(LocalSfn local, String run) {
        return local.client()
                .describeMapRun(r -> r.mapRunArn(run))
                .executionCounts()
                .running();
    }
}
