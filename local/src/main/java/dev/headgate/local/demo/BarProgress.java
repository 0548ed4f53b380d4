package dev.headgate.local.demo;

import dev.headgate.local.gateway.CallCounts;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate, time left and refusals, for a terminal; drawn on standard error. */
final class BarProgress implements Progress {
    private static final int EVERY_MILLIS = 200;

    private final ProgressBar bar;

    BarProgress(int reviews) {
        this.bar = new ProgressBarBuilder()
                .setTaskName("Reviews")
                .setInitialMax(reviews)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(EVERY_MILLIS)
                .hideEta()
                .build();
    }

    @Override
    public void show(CallCounts counts, Duration since) {
        double rate = counts.answered() / Math.max(0.001, since.toMillis() / 1_000.0);
        long left = rate > 0 ? Math.round((bar.getMax() - counts.answered()) / rate) : 0;
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                " %.1f/s, %s left, %d refused",
                rate,
                Words.duration(Duration.ofSeconds(left)),
                counts.throttled()));
        bar.stepTo(counts.answered());
    }

    @Override
    public void close() {
        bar.close();
    }
}
