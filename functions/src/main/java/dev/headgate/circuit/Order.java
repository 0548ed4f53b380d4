package dev.headgate.circuit;

import dev.headgate.Bounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a circuit.
 *
 * @param time how long OPEN lasts, 1 s to 1 h; null for as long as the settings say, and for every other state
 * @param by who, 1 to 256 characters
 * @param why 1 to 1,024 characters
 */
public record Order(String circuit, Forced to, @Nullable Duration time, String by, String why) {
    /** @throws dev.headgate.InvalidRequestException if a value is missing or out of its bounds */
    public Order {
        Bounds.name("circuit", circuit);
        Bounds.present("state", to);
        if (time != null) {
            Bounds.between("seconds", time, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
        }
        Bounds.text("by", by, 256);
        Bounds.text("why", why, 1_024);
    }
}
