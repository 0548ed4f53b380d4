package dev.headgate.worker;

import dev.headgate.adaptive.CallEnd;
import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The gateway's limit: {@code dev.headgate.permit.PermitGranter} and its feedback, and the same in the tests. */
public interface Permits {
    /**
     * Returns the slots of {@code permits} units, the last of which is at most {@code maxWait} away, or a refusal.
     *
     * @throws dev.headgate.InvalidRequestException if no waiting could grant so many within {@code maxWait}
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach
     */
    Decision acquire(int permits, Duration maxWait, Instant now);

    /** Returns how many units one ask may have, at least 1. */
    default int most() {
        return Claim.MOST_PERMITS;
    }

    /**
     * Notes how a call ended, which may move the limit's rate, and returns until when the limit holds everybody back, if the
     * call was asked to wait.
     */
    Optional<Instant> record(CallEnd end, Instant now);
}
