package dev.headgate.local.asl;

/** Tells by which events a state is entered and left. */
final class EnteredTypes {
    private EnteredTypes() {}

    static EventType of(State state) {
        return switch (state) {
            case State.Task _ -> EventType.TASK_STATE_ENTERED;
            case State.Parallel _ -> EventType.PARALLEL_STATE_ENTERED;
            case State.Map _ -> EventType.MAP_STATE_ENTERED;
            case State.Choice _ -> EventType.CHOICE_STATE_ENTERED;
            case State.Wait _ -> EventType.WAIT_STATE_ENTERED;
            case State.Pass _ -> EventType.PASS_STATE_ENTERED;
            case State.Succeed _ -> EventType.SUCCEED_STATE_ENTERED;
            case State.Fail _ -> EventType.FAIL_STATE_ENTERED;
        };
    }

    static EventType exit(State.Retriable state) {
        return switch (state) {
            case State.Task _ -> EventType.TASK_STATE_EXITED;
            case State.Parallel _ -> EventType.PARALLEL_STATE_EXITED;
            case State.Map _ -> EventType.MAP_STATE_EXITED;
        };
    }
}
