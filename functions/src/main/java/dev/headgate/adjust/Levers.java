package dev.headgate.adjust;

import java.time.Instant;
import java.util.Optional;

/** The limits' settings, and what can be set. */
public interface Levers {

    /** Returns how the limit follows its alarms; empty if there is no such limit, or it does not. */
    Optional<AdjusterSettings> settings(String limit);

    /**
     * Sets it.
     *
     * @throws RuntimeException if it could not be, wholly or in part
     */
    void apply(Aim aim, Instant now);
}
