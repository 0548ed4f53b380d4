package dev.headgate.local.demo;

import dev.headgate.local.gateway.HiddenRate;
import dev.headgate.local.gateway.Outage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked the demo for.
 *
 * @param home the repository's root
 * @param input the reviews, JSON Lines
 * @param reviews how many of them, from the top again where they run out; null for all
 * @param concurrency items (direct) or batches (buffered) in flight at most; null for the workflow's default
 * @param outage when the gateway is out, or null
 * @param hiddenRate what the gateway allows in truth, and does not tell; null if it allows {@code rate} and says so
 * @param alarmPeriodSeconds the longest period that alarms keep, or null for the template's
 * @param adjuster whether what is in flight follows the alarms, too
 * @param out where the files go
 */
public record DemoOptions(
        Path home,
        Path input,
        @Nullable Integer reviews,
        Workflow workflow,
        int rate,
        int burst,
        @Nullable Integer concurrency,
        @Nullable Outage outage,
        @Nullable HiddenRate hiddenRate,
        @Nullable Integer alarmPeriodSeconds,
        boolean adjuster,
        Path out) {
    private static final Duration AFTER_LAST_CHANGE = Duration.ofMinutes(1);
    private static final int MOST_REVIEWS = 10_000_000;
    private static final int MOST_IN_FLIGHT = 10_000;
    private static final int LEAST_IN_FLIGHT = 20;
    private static final int BATCH = 10;
    private static final int ALARM_PERIOD_SECONDS = 10;

    /** The two ways through the stack. */
    public enum Workflow {
        DIRECT("ReviewAnalysisStateMachine", 1),
        BUFFERED("BufferedReviewAnalysisStateMachine", BATCH);

        private final String logicalId;
        private final int items;

        /** @param items how many reviews one child of the Map has */
        Workflow(String logicalId, int items) {
            this.logicalId = logicalId;
            this.items = items;
        }

        String logicalId() {
            return logicalId;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DemoOptions {
        between("--rate", rate, 1, 100_000);
        between("--burst", burst, 1, 1_000_000);
        if (reviews != null) {
            between("--reviews", reviews, 1, MOST_REVIEWS);
        }
        if (concurrency != null) {
            between("--concurrency", concurrency, 1, MOST_IN_FLIGHT);
        }
        if (alarmPeriodSeconds != null) {
            between("--alarm-period", alarmPeriodSeconds, 1, 86_400);
        }
    }

    /** Returns how many reviews to take: as asked, or enough to see a hidden rate's last change for a minute, or all. */
    int wanted(int all) {
        if (reviews != null) {
            return reviews;
        }
        return hiddenRate == null
                ? all
                : (int) Math.min(
                        MOST_REVIEWS,
                        hiddenRate.callsUntil(hiddenRate
                                .steps()
                                .getLast()
                                .from()
                                .plus(AFTER_LAST_CHANGE)
                                .toNanos()));
    }

    /**
     * Returns how many items or batches may be in flight; empty for the workflow's default. In front of a rate that follows the
     * line is short, and who finds no place in it only asks again: so no more than two and a half seconds of the highest rate.
     */
    Optional<Integer> inFlight() {
        Optional<Integer> usual = Optional.ofNullable(hiddenRate)
                .map(hidden -> Math.max(LEAST_IN_FLIGHT, 5 * hidden.highest() / 2))
                .map(items -> Math.min(MOST_IN_FLIGHT, Math.ceilDiv(items, workflow.items)));
        return Optional.ofNullable(concurrency).or(() -> usual);
    }

    /** Returns how many items may be in flight, of those that {@link #inFlight} says. */
    int itemsInFlight() {
        return Math.min(MOST_IN_FLIGHT, inFlight().orElseThrow() * workflow.items);
    }

    /** Returns the longest period of an alarm: shortened where the rate follows, so that there is something to see. */
    @Nullable
    Duration alarmPeriod() {
        Integer usual = hiddenRate == null ? null : Integer.valueOf(ALARM_PERIOD_SECONDS);
        Integer seconds = alarmPeriodSeconds == null ? usual : alarmPeriodSeconds;
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " must be between " + least + " and " + most + ", got: " + value);
        }
    }
}
