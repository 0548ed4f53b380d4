package dev.headgate.permit;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * What a RATE limit sets aside so that permits which were not used up can be granted again while others stand in line
 * (see the package, "Refunds").
 *
 * @param burst units of the limit's burst that are set aside; 0 refunds nothing that others have reserved behind
 * @param reach how long after its slot a permit can be refunded, 1 second to 1 hour
 */
public record Refunds(long burst, Duration reach) {
    public static final Duration DEFAULT_REACH = Duration.ofSeconds(30);

    /** Nothing is set aside. */
    public static final Refunds NONE = new Refunds(0, DEFAULT_REACH);

    public Refunds {
        Bounds.between("refundBurst", burst, 0, Long.MAX_VALUE);
        Bounds.between("refundReach", reach, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    /** Returns how many units may be refunded in one window: any stretch of time that matters touches two. */
    long mostPerWindow() {
        return burst / 2;
    }
}
