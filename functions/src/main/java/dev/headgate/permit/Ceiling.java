package dev.headgate.permit;

import dev.headgate.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * How much of a limit may be used for now, as the concurrency adjuster has put it.
 *
 * @param percent the share of the declared figures that holds, 1 to 100
 * @param concurrency how many calls workflows may have in flight under the limit, at least 1; null where nobody says
 */
public record Ceiling(int percent, @Nullable Integer concurrency) {
    /** All of it. */
    public static final Ceiling NONE = new Ceiling(100, null);

    private static final int MOST_CONCURRENCY = 1_000_000;

    public Ceiling {
        Bounds.between("ceilingPercent", percent, 1, 100);
        if (concurrency != null) {
            Bounds.between("concurrency", concurrency, 1, MOST_CONCURRENCY);
        }
    }
}
