package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Limit LIMIT = new Limit(10, 20, 1_500);
    private static final Pattern LOADS = Pattern.compile(
            "(?:src|href|action|srcset|poster)\\s*=\\s*[\"']?+(?!data:)|url\\(|@import|\\bfetch\\(|XMLHttp|import\\(|WebSocket|sendBeacon");

    private static Timeline timeline() {
        return Timeline.of(
                Runs.paced(1_000, LIMIT, Runs.seconds(0.8), 3),
                Runs.samples(101, 1_000, LIMIT),
                Runs.START,
                Capacity.of(LIMIT));
    }

    @Test
    void html_loadsNothing() {
        String html = Report.html(Runs.summary(0, 0, 0, "SUCCEEDED"), timeline());
        assertThat(LOADS.matcher(html)
                        .results()
                        .map(found -> html.substring(found.start(), Math.min(html.length(), found.end() + 40))))
                .isEmpty();
        assertThat(html)
                .contains("uPlot")
                .doesNotContain("/*{")
                .doesNotContain("{data}")
                .doesNotContain("{verdict}");
    }

    @Test
    void html_holdsTheData_thatCannotEndItsElement() throws Exception {
        Summary summary = Runs.summary(0, 0, 0, "</script><b>");
        String html = Report.html(summary, timeline());
        String data = html.substring(html.indexOf("type=\"application/json\">") + 24);
        data = data.substring(0, data.indexOf("</script>"));
        JsonNode parsed = new ObjectMapper().readTree(data);
        assertThat(parsed.at("/summary/execution").asText()).isEqualTo("</script><b>");
        assertThat(parsed.at("/timeline/seconds")).hasSize(timeline().seconds().size());
    }

    @Test
    void html_andSummary_holdHowAHiddenLimitWasFollowed(@TempDir Path folder) throws Exception {
        Run run = new Run(Runs.following(), timeline(), List.of(), List.of(), "");
        run.write(folder);
        JsonNode following = new ObjectMapper()
                .readTree(folder.resolve("summary.json").toFile())
                .path("following");
        assertThat(following.path("hiddenRate").asText()).isEqualTo("40,10@30");
        assertThat(following.path("utilisation").asDouble()).isEqualTo(0.9514);
        assertThat(following.path("refusedShare").asDouble()).isEqualTo(0.029);
        assertThat(following.at("/settledAfterSeconds/0").asDouble()).isEqualTo(4);
        assertThat(following.at("/settledAfterSeconds/1").isNull()).isTrue();
        assertThat(following.at("/adjuster/0/why").asText()).isEqualTo("ALARM: ThrottledShareAlarm");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("ALARM: ThrottledShareAlarm", "id=\"rates\"", "id=\"adjuster\"");
    }

    @Test
    void write_makesTheThreeFiles_withTheNamesThatAreRead(@TempDir Path folder) throws Exception {
        Run run = new Run(Runs.summary(0, 0, 0, "SUCCEEDED"), timeline(), List.of(), List.of(), "");
        run.write(folder.resolve("new"));
        JsonNode summary =
                new ObjectMapper().readTree(folder.resolve("new/summary.json").toFile());
        for (String name : List.of(
                "reviews",
                "succeeded",
                "deadLettered",
                "lost",
                "duplicates",
                "gatewayCalls",
                "gateway429s",
                "seconds",
                "achievedPerSecond",
                "allowedPerSecond",
                "utilisation",
                "billedTransitions",
                "dynamodbRequests",
                "invocations",
                "coldStarts")) {
            assertThat(summary.path(name).isNumber()).as(name).isTrue();
        }
        assertThat(Files.readString(folder.resolve("new/report.html"))).startsWith("<!doctype html>");
        assertThat(folder.resolve("new/results.jsonl")).exists();
    }
}
