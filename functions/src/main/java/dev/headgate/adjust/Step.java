package dev.headgate.adjust;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * How ladders go down and up.
 *
 * @param floorPercent the lowest level, 1 to 100
 * @param downPercent what a step down leaves of the level, 1 to 99
 * @param upPercent what a step up adds, in points of the whole, 1 to 100
 * @param cooldown a ladder changes at most once in this time, 1 second to 1 day
 * @param calm how long all alarms must have been OK before a step up, {@code cooldown} to 1 day
 */
public record Step(int floorPercent, int downPercent, int upPercent, Duration cooldown, Duration calm) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Half, a tenth at a time, a minute apart, after three quiet minutes. */
    public static final Step DEFAULT = new Step(10, 50, 10, Duration.ofSeconds(60), Duration.ofSeconds(180));

    public Step {
        Bounds.between("FloorPercent", floorPercent, 1, Level.TOP);
        Bounds.between("DownPercent", downPercent, 1, 99);
        Bounds.between("UpPercent", upPercent, 1, Level.TOP);
        Bounds.between("CooldownSeconds", cooldown, Duration.ofSeconds(1), LONGEST);
        Bounds.between("CalmSeconds", calm, cooldown, LONGEST);
    }

    int down(int percent) {
        return Math.max(Math.min(floorPercent, percent), percent * downPercent / Level.TOP);
    }

    int up(int percent) {
        return Math.min(Level.TOP, percent + upPercent);
    }
}
