package dev.headgate.worker;

import dev.headgate.permit.Decision;
import java.time.Duration;
import java.time.Instant;

/** The gateway's limit: {@code dev.headgate.permit.PermitGranter}, and a scripted line in the tests. */
public interface Permits {
    /**
     * Returns the slots of {@code permits} units, the last of which is at most {@code maxWait} away, or a refusal.
     *
     * @throws dev.headgate.InvalidRequestException if no waiting could grant so many within {@code maxWait}
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach
     */
    Decision acquire(int permits, Duration maxWait, Instant now);

    /** Lets nobody start before {@code until}, except with a permit granted before. */
    void pause(Instant until, Instant now);
}
