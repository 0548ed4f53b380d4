package dev.headgate.worker;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.Admission;
import dev.headgate.worker.Event.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What keeps a call back: the circuit, the line of the limit, the gateway's pause, the time. */
sealed interface Gate {
    /** The way is free, with what the outcome must be reported under. */
    record Free(Admission.Allowed admission) implements Gate {}

    /** Not now. */
    record Shut(Why why, Instant retryAt) implements Gate {}

    /** How long to leave a store alone that is out of reach. */
    Duration STORE_RETRY = Duration.ofSeconds(10);

    /** Returns what the circuit says. One that cannot be asked keeps calls back: nobody knows how the gateway is. */
    static Gate of(Function<Instant, Admission> circuit, Instant now) {
        try {
            return switch (circuit.apply(now)) {
                case Admission.Allowed allowed -> new Free(allowed);
                case Admission.Refused refused -> new Shut(Why.CIRCUIT_OPEN, refused.retryAt());
            };
        } catch (StoreUnavailableException e) {
            return new Shut(Why.STORE_UNAVAILABLE, now.plus(STORE_RETRY));
        }
    }
}
