package dev.headgate.circuit;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * How long an open circuit lets nothing through, unless the downstream names a time itself (Retry-After).
 *
 * @param first the first time since it was closed, 1 s to 1 h
 * @param growthPercent what each further time is of the one before, 100 to 1,000: 200 doubles it
 * @param longest where growth ends, {@code first} to 1 h
 * @param jitterPercent by up to how much a time is drawn out at random, 0 to 100, so that circuits which fell together do
 *     not probe together
 * @param automatic whether it is HALF_OPEN for everybody as soon as the time is over, and not only once a check has come
 */
public record Opening(Duration first, int growthPercent, Duration longest, int jitterPercent, boolean automatic) {
    /** @throws dev.headgate.InvalidRequestException if a value is out of its bounds */
    public Opening {
        Bounds.between("openFor", first, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
        Bounds.between("openGrowthPercent", growthPercent, 100, 1_000);
        Bounds.between("openAtMost", longest, first, CircuitSettings.LONGEST);
        Bounds.between("openJitterPercent", jitterPercent, 0, 100);
    }

    /** Returns an opening of always the same time. */
    public static Opening constant(Duration time) {
        return new Opening(time, 100, time, 0, false);
    }

    /** Returns how long the circuit stays open for the {@code attempt}-th time in a row, from 1, without jitter. */
    Duration time(long attempt) {
        long millis = first.toMillis();
        for (long grown = 1; grown < attempt && millis < longest.toMillis() && growthPercent > 100; grown++) {
            millis = Math.min(longest.toMillis(), millis * growthPercent / 100);
        }
        return Duration.ofMillis(millis);
    }
}
