package dev.headgate.permit;

import java.time.Instant;
import java.util.List;

/** What became of an ask. A refusal is a value: it charges nothing and says when to ask again. */
public sealed interface Decision {

    /**
     * The units may start as the schedule says.
     *
     * @param taken what was taken of which limit, in the order of the ask
     */
    record Granted(Schedule schedule, List<Taking.Taken> taken) implements Decision {
        public Granted {
            taken = List.copyOf(taken);
        }
    }

    /**
     * Nothing was taken.
     *
     * @param by the limit or the circuit that refused
     * @param retryAt before which asking again is in vain
     */
    record Denied(Reason reason, String by, Instant retryAt) implements Decision {}
}
