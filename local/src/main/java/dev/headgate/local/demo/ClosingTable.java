package dev.headgate.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table that a run ends with. */
final class ClosingTable {
    private static final int LABEL = 25;
    private static final int THOUSAND = 1_000;

    private final List<String> lines = new ArrayList<>();

    private ClosingTable() {}

    /** Returns the lines; nothing in them depends on a terminal. */
    static List<String> of(Summary run, Path out) {
        ClosingTable table = new ClosingTable();
        table.reviews(run);
        table.rate(run);
        table.work(run);
        table.files(out);
        table.lines.add("");
        table.lines.add(verdict(run));
        return List.copyOf(table.lines);
    }

    private void reviews(Summary run) {
        section("Reviews");
        row("answered", Words.count(run.succeeded()) + " of " + Words.count(run.reviews()));
        row("in the dead-letter queue", Words.count(run.deadLettered()));
        row("lost", Words.count(run.lost()));
        row("answered twice", Words.count(run.duplicates()));
    }

    private void rate(Summary run) {
        section("Gateway");
        Following following = run.following();
        row(following == null ? "allowed" : "told to Headgate", told(run));
        row(
                "achieved",
                Words.decimals(run.achievedPerSecond(), 2) + " calls/s"
                        + (following == null ? ", " + Words.percent(run.utilisation()) + " of the allowed rate" : ""));
        if (following != null) {
            followed(following);
        }
        row("calls", Words.count(run.gatewayCalls()) + " in " + Words.decimals(run.seconds(), 1) + " s");
        row("refused (429)", Words.count(run.gateway429s()));
        row("failed (5xx)", Words.count(run.gatewayFailures()));
        row("longest line", line(run));
        Recovery outage = run.outage();
        if (outage != null) {
            row("circuit in the outage", circuit(outage));
        }
    }

    private static String told(Summary run) {
        return Words.count(run.allowedPerSecond()) + " calls/s, " + Words.count(run.allowedBurst()) + " at once";
    }

    private void followed(Following run) {
        row("allowed, not told", run.hiddenRate() + " calls/s");
        row(
                "used of it",
                Words.percent(run.utilisation()) + " in " + Words.decimals(run.measuredSeconds(), 0) + " s, "
                        + Words.percent(run.refusedShare()) + " of the calls refused");
        row(
                "settled after",
                run.settledAfterSeconds().stream()
                        .map(seconds -> seconds == null ? "not at all" : Words.decimals(seconds, 0) + " s")
                        .collect(Collectors.joining(", ")));
        row("adjuster", adjusted(run.adjuster()));
    }

    private static String adjusted(List<AdjusterStep> steps) {
        return steps.isEmpty()
                ? "nothing to do"
                : steps.stream()
                        .map(step -> step.what().toLowerCase(Locale.ROOT) + " to " + step.to() + " after "
                                + Words.decimals(step.atSeconds(), 0) + " s")
                        .collect(Collectors.joining(", "));
    }

    private static String circuit(Recovery outage) {
        Double opened = outage.openedAfterSeconds();
        Double recovered = outage.recoveredAfterSeconds();
        return opened == null
                ? "did not open"
                : "open " + Words.decimals(opened, 1) + " s after its begin, at most "
                        + Words.count(outage.mostProbesAtOnce()) + " probes out, "
                        + (recovered == null
                                ? "not closed again"
                                : "closed " + Words.decimals(recovered, 1) + " s after the gateway was back");
    }

    private static String line(Summary run) {
        Duration wait = Duration.ofMillis(THOUSAND * run.longestLine() / run.allowedPerSecond());
        return Words.count(run.longestLine()) + " permits, the last for " + Words.duration(wait);
    }

    private void work(Summary run) {
        section("Work");
        row("state transitions", perReview(run.billedTransitions(), run));
        row("DynamoDB requests", perReview(run.dynamodbRequests(), run));
        row("Lambda invocations", perReview(run.invocations(), run));
        row("cold starts", Words.count(run.coldStarts()));
        row(
                "on AWS, about",
                "$" + Words.decimals(run.costDollars(), 4) + ", or $"
                        + Words.decimals(THOUSAND * run.costDollars() / run.reviews(), 3) + " per 1,000 reviews");
    }

    private static String perReview(long number, Summary run) {
        return Words.count(number) + ", " + Words.decimals((double) number / run.reviews(), 2) + " a review";
    }

    private void files(Path out) {
        section("Files");
        row("report", out.resolve("report.html").toString());
        row("figures", out.resolve("summary.json").toString());
        row("answers", out.resolve("results.jsonl").toString());
    }

    private void section(String title) {
        lines.add("");
        lines.add(title);
    }

    private void row(String label, String value) {
        lines.add("  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + " " + value);
    }

    /** Returns one sentence on how the run went. */
    static String verdict(Summary run) {
        if (!run.execution().equals("SUCCEEDED")) {
            return "FAILED: the workflow's execution ended as " + run.execution() + ".";
        }
        if (!run.good()) {
            return "FAILED: " + Words.count(run.lost()) + " reviews lost, " + Words.count(run.duplicates())
                    + " answered twice.";
        }
        String refused = run.gateway429s() == 0
                ? "The gateway refused no call"
                : "The gateway refused " + Words.count(run.gateway429s()) + " calls";
        return "OK: every review is accounted for, none twice. " + refused + ".";
    }
}
