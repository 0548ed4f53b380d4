package dev.headgate.lambda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EventBridge's event {@code Step Functions Execution Status Change}, as far as it is needed. AWS may add fields.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-states.html">AWS Step Functions events</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ExecutionEnd(@Nullable Detail detail) {
    private static final int LONGEST_ARN = 256;

    enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED,
        PENDING_REDRIVE
    }

    private static final Set<Status> ENDS =
            EnumSet.of(Status.SUCCEEDED, Status.FAILED, Status.TIMED_OUT, Status.ABORTED);

    /** What the event tells. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Detail(@Nullable String executionArn, @Nullable Status status) {}

    ExecutionEnd {
        Detail told = Bounds.present("detail", detail);
        Bounds.text("detail.executionArn", told.executionArn(), LONGEST_ARN);
        Status status = Bounds.present("detail.status", told.status());
        if (!ENDS.contains(status)) {
            throw new InvalidRequestException("detail.status must be one of %s, got: %s".formatted(ENDS, status));
        }
    }

    String executionArn() {
        return Bounds.present(
                "detail.executionArn", Bounds.present("detail", detail).executionArn());
    }
}
