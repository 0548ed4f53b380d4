package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances under which a limit is asked for its part.
 *
 * @param now the moment of the ask
 * @param from the earliest start that is of use: what the ask's other limits have granted so far; not before now
 * @param latest when the last unit may start at the latest
 * @param alone whether there is no other limit in the ask that could move its start
 * @param paced whether the units have slots of their own, or all start together
 */
record Terms(
        Instant now,
        Instant from,
        Instant latest,
        boolean alone,
        boolean paced,
        Priority priority,
        @Nullable Holder holder) {

    static Terms of(PermitRequest request, Instant now) {
        return new Terms(
                now,
                now,
                now.plus(request.maxWait()),
                request.claims().size() == 1,
                request.paced(),
                request.priority(),
                request.holder());
    }

    Terms from(Instant start) {
        return new Terms(now, start, latest, alone, paced, priority, holder);
    }

    /** Returns when the call will have started, as far as is known: the limits that are asked later may move it. */
    Instant latestStart() {
        return alone ? from : latest;
    }

    /** Returns how long the units may wait, counted from {@link #from}; negative if that lies too late. */
    Duration patience() {
        return Duration.between(from, latest);
    }
}
