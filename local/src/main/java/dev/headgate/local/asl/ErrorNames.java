package dev.headgate.local.asl;

import java.util.List;
import java.util.Set;

/**
 * The ErrorEquals of a Retry or Catch entry.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">error names</a>
 */
record ErrorNames(List<String> names) {
    static final String ALL = "States.ALL";
    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String RUNTIME = "States.Runtime";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    static final String ITEM_READER_FAILED = "States.ItemReaderFailed";
    static final String RESULT_WRITER_FAILED = "States.ResultWriterFailed";
    static final String EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold";

    private static final Set<String> KNOWN = Set.of(
            ALL,
            TIMEOUT,
            HEARTBEAT_TIMEOUT,
            TASK_FAILED,
            RUNTIME,
            DATA_LIMIT_EXCEEDED,
            QUERY_EVALUATION_ERROR,
            ITEM_READER_FAILED,
            RESULT_WRITER_FAILED,
            EXCEED_TOLERATED_FAILURE_THRESHOLD,
            "States.Permissions",
            "States.BranchFailed",
            "States.NoChoiceMatched",
            "States.IntrinsicFailure",
            "States.ParameterPathFailure",
            "States.ResultPathMatchFailure");

    ErrorNames {
        names = List.copyOf(names);
    }

    /** Returns the names of {@code ErrorEquals}; {@code last} tells that no other entry follows. */
    static ErrorNames parse(Fields fields, boolean last) throws UnsupportedDefinitionException {
        List<String> names = fields.texts("ErrorEquals");
        for (String name : names) {
            if (name.startsWith("States.") && !name.startsWith("States.Http.") && !KNOWN.contains(name)) {
                throw fields.refusal("ErrorEquals", "names an error that the language does not have: " + name);
            }
        }
        if (names.contains(ALL) && (names.size() > 1 || !last)) {
            throw fields.refusal("ErrorEquals", "States.ALL must stand alone and in the last entry");
        }
        return new ErrorNames(names);
    }

    /**
     * Tells whether an error is among these. {@code States.ALL} and {@code States.TaskFailed} do not stand for the
     * terminal errors {@code States.Runtime} and {@code States.DataLimitExceeded}, of which the first cannot be handled
     * at all, and {@code States.TaskFailed} not for a timeout; {@code States.Timeout} stands for a missed heartbeat
     * too.
     */
    boolean match(String error) {
        return names.stream().anyMatch(name -> matches(name, error));
    }

    private static boolean matches(String name, String error) {
        if (error.equals(RUNTIME)) {
            return false;
        }
        boolean terminal = error.equals(DATA_LIMIT_EXCEEDED);
        return switch (name) {
            case ALL -> !terminal;
            case TASK_FAILED -> !terminal && !error.equals(TIMEOUT);
            case TIMEOUT -> error.equals(TIMEOUT) || error.equals(HEARTBEAT_TIMEOUT);
            default -> name.equals(error);
        };
    }
}
