package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls within the time that a Task state has. */
final class Bounded {
    private final Time time;
    private final Strand strand;
    private final boolean heartbeats;

    /** With {@code heartbeats}, the heartbeat bounds the call itself: nobody has a token to send one with. */
    Bounded(Time time, Strand strand, boolean heartbeats) {
        this.time = time;
        this.strand = strand;
        this.heartbeats = heartbeats;
    }

    JsonNode call(Integrations integrations, IntegrationCall call)
            throws TaskFailedException, StateFailure, InterruptedException {
        Instant beat = heartbeats && call.heartbeat() != null ? time.now().plus(call.heartbeat()) : null;
        boolean missesBeat = beat != null && (call.deadline() == null || beat.isBefore(call.deadline()));
        Watchdog watchdog = Watchdog.until(time, missesBeat ? beat : call.deadline());
        Answer answer = answer(integrations, call);
        boolean late = watchdog.callBack();
        strand.check();
        if (late) {
            throw new StateFailure(missesBeat ? ErrorNames.HEARTBEAT_TIMEOUT : ErrorNames.TIMEOUT, "");
        }
        return answer.get();
    }

    private static Answer answer(Integrations integrations, IntegrationCall call) {
        try {
            return new Answer(integrations.call(call), null);
        } catch (TaskFailedException | InterruptedException | RuntimeException e) {
            return new Answer(null, e);
        }
    }

    private record Answer(
            @Nullable JsonNode result, @Nullable Exception failure) {

        JsonNode get() throws TaskFailedException, InterruptedException {
            switch (failure) {
                case TaskFailedException e -> throw e;
                case InterruptedException e -> throw e;
                case null -> {}
                default -> throw new TaskFailedException(ErrorNames.TASK_FAILED, failure.toString());
            }
            if (result == null) {
                throw new TaskFailedException(ErrorNames.TASK_FAILED, "The service answered nothing.");
            }
            return result;
        }
    }
}
