package dev.headgate.lambda;

import dev.headgate.adjust.Aim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.MapRunListItem;

/**
 * The running Map Runs of a machine. Each is looked at before it is changed, so that carrying out again costs no change.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html">UpdateMapRun</a>
 */
record MapRunControl(SfnClient client) {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 3;

    /**
     * Sets the concurrency of all of them, of {@value #PAGE} times {@value #MOST_PAGES} executions at most.
     *
     * @throws IllegalStateException if some could not be set; the others are
     */
    void apply(Aim.MapRuns aim) {
        List<String> troubles = new ArrayList<>();
        @Nullable String token = null;
        int pages = 0;
        do {
            ListExecutionsResponse page = page(aim.stateMachine(), token);
            page.executions().forEach(execution -> apply(execution, aim, troubles));
            token = page.nextToken();
            pages++;
        } while (token != null && pages < MOST_PAGES);
        if (token != null) {
            troubles.add("more than %d executions run: the rest was not looked at".formatted(PAGE * MOST_PAGES));
        }
        if (!troubles.isEmpty()) {
            throw new IllegalStateException(String.join("; ", troubles));
        }
    }

    private ListExecutionsResponse page(String stateMachine, @Nullable String token) {
        return client.listExecutions(list -> list.stateMachineArn(stateMachine)
                .statusFilter(ExecutionStatus.RUNNING)
                .maxResults(PAGE)
                .nextToken(token));
    }

    private void apply(ExecutionListItem execution, Aim.MapRuns aim, List<String> troubles) {
        try {
            client.listMapRuns(list -> list.executionArn(execution.executionArn())).mapRuns().stream()
                    .filter(run -> run.stopDate() == null)
                    .forEach(run -> apply(run, aim));
        } catch (SdkException e) {
            troubles.add("%s: %s".formatted(execution.name(), e.getMessage()));
        }
    }

    private void apply(MapRunListItem run, Aim.MapRuns aim) {
        int known = client.describeMapRun(describe -> describe.mapRunArn(run.mapRunArn()))
                .maxConcurrency();
        if (known != aim.maxConcurrency()) {
            client.updateMapRun(update -> update.mapRunArn(run.mapRunArn()).maxConcurrency(aim.maxConcurrency()));
        }
    }
}
