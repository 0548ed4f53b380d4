package dev.headgate.permit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an ask. A refusal is a value: it charges nothing and says when to ask again. */
public sealed interface Decision {

    /**
     * The units may start as the schedule says.
     *
     * @param taken what was taken of which limit, in the order of the ask
     * @param durable by what name the permit is remembered, if it is
     */
    record Granted(
            Schedule schedule,
            List<Taking.Taken> taken,
            @Nullable Durable durable) implements Decision {
        public Granted {
            taken = List.copyOf(taken);
        }

        /** A permit that nobody remembers. */
        public Granted(Schedule schedule, List<Taking.Taken> taken) {
            this(schedule, taken, null);
        }

        Granted as(PermitId id, boolean again) {
            return new Granted(schedule, taken, new Durable(id, again));
        }
    }

    /**
     * What a durable permit is called.
     *
     * @param again whether the same request was granted before, and this is that answer
     */
    record Durable(PermitId id, boolean again) {}

    /**
     * Nothing was taken.
     *
     * @param by the limit or the circuit that refused
     * @param retryAt before which asking again is in vain
     */
    record Denied(Reason reason, String by, Instant retryAt) implements Decision {}
}
