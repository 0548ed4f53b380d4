package dev.headgate.local.demo;

import dev.headgate.local.gateway.CallCounts;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line every few seconds, for where there is no terminal. */
final class PlainProgress implements Progress {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final PrintStream out;
    private final int reviews;
    private Duration next = EVERY;

    PlainProgress(PrintStream out, int reviews) {
        this.out = out;
        this.reviews = reviews;
    }

    @Override
    public void show(CallCounts counts, Duration since) {
        if (since.compareTo(next) >= 0) {
            next = EVERY.multipliedBy(since.dividedBy(EVERY) + 1);
            out.println(line(counts, since));
        }
    }

    /** Returns the line; the rate is the mean since the first call, and the time left follows from it. */
    String line(CallCounts counts, Duration since) {
        double rate = counts.answered() / (since.toMillis() / 1_000.0);
        return String.format(
                Locale.ROOT,
                "%4d s   %d/%d answered   %.1f/s   %d refused (429)   %s",
                since.toSeconds(),
                counts.answered(),
                reviews,
                rate,
                counts.throttled(),
                left(reviews - counts.answered(), rate));
    }

    private static String left(int reviews, double rate) {
        if (rate <= 0) {
            return "starting";
        }
        return "about " + Words.duration(Duration.ofMillis(Math.round(1_000 * reviews / rate))) + " left";
    }

    @Override
    public void close() {}
}
