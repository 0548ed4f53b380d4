package dev.headgate.lambda;

import dev.headgate.worker.Done;
import dev.headgate.worker.Tokens;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Task tokens of Step Functions. A task that is over is an answer, not a fault: repeating it would change nothing. */
record StepFunctionsTokens(SfnClient client) implements Tokens {
    /** Step Functions' bound on a cause. */
    private static final int LONGEST_CAUSE = 32_768;

    @Override
    public boolean succeed(String token, Done done) {
        String output = WorkMessages.json(done).toString();
        return stillWaited(
                () -> client.sendTaskSuccess(request -> request.taskToken(token).output(output)));
    }

    @Override
    public boolean fail(String token, String error, String cause) {
        String bounded = cause.substring(0, Math.min(LONGEST_CAUSE, cause.length()));
        return stillWaited(() -> client.sendTaskFailure(
                request -> request.taskToken(token).error(error).cause(bounded)));
    }

    private static boolean stillWaited(Runnable call) {
        try {
            call.run();
            return true;
        } catch (TaskTimedOutException | InvalidTokenException | TaskDoesNotExistException over) {
            return false;
        }
    }
}
