package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.gateway.CallCounts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosingTableTest {
    @Test
    void of_saysWhatWasAllowedAndAchieved_andWhereTheFilesAre() {
        assertThat(String.join("\n", ClosingTable.of(Runs.summary(0, 0, 0, "SUCCEEDED"), Path.of("target/demo"))))
                .contains("10 calls/s, 20 at once")
                .contains("9.99 calls/s, 99.9 % of the allowed rate")
                .contains("995 permits, the last for 1 min 40 s")
                .contains("6,003, 6.00 a review")
                .contains("report.html")
                .endsWith("OK: every review is accounted for, none twice. The gateway refused no call.");
    }

    @Test
    void of_saysHowAHiddenLimitWasFollowed() {
        assertThat(String.join("\n", ClosingTable.of(Runs.following(), Path.of("target/demo"))))
                .contains("told to Headgate          10 calls/s, 20 at once")
                .contains("allowed, not told         40,10@30 calls/s")
                .contains("used of it                95.1 % in 60 s, 2.9 % of the calls refused")
                .contains("settled after             4 s, not at all")
                .contains("adjuster                  concurrency to 50 % after 42 s")
                .doesNotContain("of the allowed rate");
    }

    @Test
    void verdict_fails_whenTheWorkflowFailedOrAReviewIsLostOrTwice() {
        assertThat(ClosingTable.verdict(Runs.summary(0, 0, 0, "FAILED"))).startsWith("FAILED: the workflow's");
        assertThat(ClosingTable.verdict(Runs.summary(0, 2, 1, "SUCCEEDED")))
                .isEqualTo("FAILED: 2 reviews lost, 1 answered twice.");
        assertThat(Runs.summary(3, 0, 0, "SUCCEEDED").good()).isTrue();
        assertThat(Runs.summary(0, 1, 0, "SUCCEEDED").good()).isFalse();
        assertThat(Runs.summary(0, 0, 1, "SUCCEEDED").good()).isFalse();
    }

    @Test
    void plainProgress_saysALineEveryFiveSeconds() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainProgress progress = new PlainProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), 200);
        for (int millis = 0; millis < 12_000; millis += 250) {
            progress.show(new CallCounts(millis / 100, millis / 100, 0, 0), Duration.ofMillis(millis));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "   5 s   50/200 answered   10.0/s   0 refused (429)   about 15 s left",
                        "  10 s   100/200 answered   10.0/s   0 refused (429)   about 10 s left");
    }
}
