package dev.headgate.local.demo;

import dev.headgate.local.gateway.Outage;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked the demo for.
 *
 * @param home the repository's root
 * @param input the reviews, JSON Lines
 * @param reviews how many of them, from the top again where they run out; null for all
 * @param concurrency items (direct) or batches (buffered) in flight at most; null for the workflow's default
 * @param outage when the gateway is out, or null
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
        Path out) {

    /** The two ways through the stack. */
    public enum Workflow {
        DIRECT("ReviewAnalysisStateMachine"),
        BUFFERED("BufferedReviewAnalysisStateMachine");

        private final String logicalId;

        Workflow(String logicalId) {
            this.logicalId = logicalId;
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
            between("--reviews", reviews, 1, 10_000_000);
        }
        if (concurrency != null) {
            between("--concurrency", concurrency, 1, 10_000);
        }
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " must be between " + least + " and " + most + ", got: " + value);
        }
    }
}
