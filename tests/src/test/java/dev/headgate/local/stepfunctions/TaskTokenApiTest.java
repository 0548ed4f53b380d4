package dev.headgate.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

final class TaskTokenApiTest {
    @RegisterExtension
    final LocalSfn local = new LocalSfn();

    private final SfnClient sfn = local.client();

    @Test
    void success_endsTheState_once() throws Exception {
        String arn = local.startWaiting("");
        String token = local.sentToken();
        assertThatExceptionOfType(InvalidOutputException.class)
                .isThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("{")));
        sfn.sendTaskSuccess(r -> r.taskToken(token).output("{\"succeeded\":3}"));

        assertThat(local.ended(arn).output()).isEqualTo("{\"succeeded\":3}");
        assertThat(local.types(arn))
                .containsSubsequence(
                        "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
        assertThatExceptionOfType(TaskTimedOutException.class)
                .isThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("{}")));
    }

    @Test
    void failure_failsTheState() throws Exception {
        String arn = local.startWaiting("");
        String token = local.sentToken();
        sfn.sendTaskFailure(r -> r.taskToken(token).error("Worker.Broken").cause("why"));

        DescribeExecutionResponse execution = local.ended(arn);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).isEqualTo("Worker.Broken");
        assertThat(execution.cause()).isEqualTo("why");
    }

    @Test
    void heartbeat_keepsTheStateWaiting_andItsAbsenceEndsIt() throws Exception {
        String arn = local.startWaiting("'HeartbeatSeconds':1,");
        String token = local.sentToken();
        for (int i = 0; i < 4; i++) {
            Thread.sleep(400);
            sfn.sendTaskHeartbeat(r -> r.taskToken(token));
        }
        assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status()).isEqualTo(ExecutionStatus.RUNNING);

        assertThat(local.ended(arn).error()).isEqualTo("States.HeartbeatTimeout");
        assertThatExceptionOfType(TaskTimedOutException.class)
                .isThrownBy(() -> sfn.sendTaskHeartbeat(r -> r.taskToken(token)));
    }

    @Test
    void tokens_thatWereNeverGivenOut_areInvalid() {
        List.<Runnable>of(
                        () -> sfn.sendTaskSuccess(r -> r.taskToken("x").output("{}")),
                        () -> sfn.sendTaskFailure(r -> r.taskToken("x")),
                        () -> sfn.sendTaskHeartbeat(r -> r.taskToken("x")))
                .forEach(call ->
                        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(call::run));
    }
}
