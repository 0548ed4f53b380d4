package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.local.stepfunctions.LocalSfn;
import dev.headgate.worker.Done;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Against the local run's Step Functions, in this process. */
class StepFunctionsTokensTest {
    @RegisterExtension
    final LocalSfn local = new LocalSfn();

    private final StepFunctionsTokens tokens = new StepFunctionsTokens(local.client());

    @Test
    void succeed_endsTheTask_withWhatWasDone_andOnce() throws Exception {
        String execution = local.startWaiting("");
        String token = local.sentToken();

        assertThat(tokens.succeed(token, new Done(3, 1))).isTrue();
        assertThat(local.ended(execution).output()).isEqualTo("{\"succeeded\":3,\"deadLettered\":1}");
        assertThat(tokens.succeed(token, new Done(3, 1)))
                .as("nobody waits any more")
                .isFalse();
        assertThat(tokens.fail(token, "Late", "too late")).isFalse();
    }

    @Test
    void fail_endsTheTask_withErrorAndCause_theCauseAsLongAsStepFunctionsTakes() throws Exception {
        String execution = local.startWaiting("");

        assertThat(tokens.fail(local.sentToken(), "MalformedItem", "x".repeat(40_000)))
                .isTrue();
        DescribeExecutionResponse ended = local.ended(execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("MalformedItem");
        assertThat(ended.cause()).isEqualTo("x".repeat(32_768));
    }

    @Test
    void tokens_thatNobodyGaveOut_areOver() {
        assertThat(tokens.succeed("of-nobody", Done.NOTHING)).isFalse();
        assertThat(tokens.fail("of-nobody", "E", "")).isFalse();
    }

    @Test
    void tokens_throw_whenStepFunctionsIsOutOfReach() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (SfnClient client = TestClients.of(SfnClient.builder(), nobody)) {
            StepFunctionsTokens lost = new StepFunctionsTokens(client);
            assertThatThrownBy(() -> lost.succeed("t", Done.NOTHING)).isInstanceOf(SdkException.class);
            assertThatThrownBy(() -> lost.fail("t", "E", "")).isInstanceOf(SdkException.class);
        }
    }
}
