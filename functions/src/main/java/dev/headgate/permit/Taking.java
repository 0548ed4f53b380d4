package dev.headgate.permit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one limit says to its part of an ask. */
public sealed interface Taking {

    /** It is taken. */
    record Taken(Part part, Standing standing) implements Taking {}

    /** Nothing was taken; before {@code retryAt} asking again is in vain. Not jittered, but where a line is kept short. */
    record Refused(Reason reason, Instant retryAt) implements Taking {}

    /**
     * How a limit stands after an ask, for the caller's {@code RateLimit} header and for warnings.
     *
     * @param remaining how many units could still start at once
     * @param resetAt when all of the limit is there again, if nobody asks any more
     * @param near whether so much is in use that the owner wanted to know
     * @param warning what to tell the limit's owner, if the limit as declared cannot keep its promise
     */
    record Standing(
            long remaining,
            Instant resetAt,
            boolean near,
            @Nullable String warning) {}
}
