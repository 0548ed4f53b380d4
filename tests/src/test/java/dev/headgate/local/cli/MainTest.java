package dev.headgate.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloudOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private record Wrong(String message, String arguments) {}

    @Test
    void execute_endsWithTwoAndOneLine_whenAnOptionIsWrong() {
        List<Wrong> all = List.of(
                new Wrong("headgate demo: Unknown option: '--fast'", "demo --fast"),
                new Wrong("headgate: Unmatched argument", "dance"),
                new Wrong("--rate must be between 1 and 100000, got: 0", "demo --rate 0"),
                new Wrong("--burst must be between 1 and 1000000, got: -1", "demo --burst -1"),
                new Wrong("--reviews must be between 1 and", "demo --reviews 0"),
                new Wrong("--concurrency must be between 1 and 10000, got: 0", "demo --concurrency 0"),
                new Wrong("outage must be FROM:SECONDS, such as 5:10, got: soon", "demo --outage soon"),
                new Wrong("hidden-rate must be RATE[,RATE@SECONDS...]", "demo --hidden-rate 40@5"),
                new Wrong(
                        "hidden-rate must be between 1 and 100000 calls a second, got: 0", "demo --hidden-rate 40,0@5"),
                new Wrong("--alarm-period must be between 1 and 86400, got: 0", "demo --alarm-period 0"),
                new Wrong("Invalid value for option '--workflow'", "demo --workflow sideways"),
                new Wrong("port of S3 must be between 0 and 65535, got: 70000", "start --port-s3 70000"),
                new Wrong("must be a URL such as", "start --endpoint-dynamodb elsewhere"));
        for (Wrong wrong : all) {
            err.getBuffer().setLength(0);
            assertThat(run(wrong.arguments.split(" ", -1))).as(wrong.message).isEqualTo(2);
            assertThat(err.toString()).contains(wrong.message).hasLineCount(1);
        }
    }

    @Test
    void execute_endsWithOneAndOneLine_whenTheReviewsAreMissing(@TempDir Path folder) {
        assertThat(run("demo", "--input", folder.resolve("none").toString(), "--out", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("the reviews must be a file, there is none")
                .hasLineCount(1);
    }

    @Test
    void execute_showsTheUsage_whenNoCommandIsGiven() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("demo").contains("start");
    }

    @Test
    void execute_tellsTheVersionOfThePom() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("headgate 0.").contains("Java ");
    }

    @Test
    void options_nameDefaultPorts_andKeepTheOthersThatAreGiven() {
        StartCommand command = new StartCommand();
        new CommandLine(command)
                .parseArgs(
                        "--port-s3", "0", "--parameter", "GatewayBurst=7", "--endpoint-sqs", "http://localhost:1234");
        LocalCloudOptions options = command.options().build();
        assertThat(options.port(Endpoint.S3)).isZero();
        assertThat(options.port(Endpoint.LAMBDA)).isEqualTo(3001);
        assertThat(options.parameters()).containsEntry("GatewayBurst", "7");
        assertThat(options.replacements()).containsEntry(Endpoint.SQS, URI.create("http://localhost:1234"));
    }

    @Test
    void welcome_givesALineToTryForEachEndpoint() {
        URI lambda = URI.create("http://localhost:3001");
        List<String> lines = Welcome.lines(Map.of(Endpoint.LAMBDA, lambda), URI.create("http://localhost:1/v1"));
        assertThat(lines)
                .anyMatch(line -> line.contains("aws --endpoint-url http://localhost:3001 lambda invoke"))
                .anyMatch(line -> line.contains("a stand-in"));
    }
}
