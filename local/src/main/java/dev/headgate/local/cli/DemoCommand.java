package dev.headgate.local.cli;

import dev.headgate.local.demo.Demo;
import dev.headgate.local.demo.DemoOptions;
import dev.headgate.local.demo.DemoOptions.Workflow;
import dev.headgate.local.demo.Run;
import dev.headgate.local.gateway.HiddenRate;
import dev.headgate.local.gateway.Outage;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code headgate demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Takes customer reviews through a rate-limited AI gateway: runs the stack of template.yaml and a"
                + " stand-in gateway with a strict limit on this machine, and judges the run by what the gateway saw.",
        footer = "%nEnds with 0 if every review was answered or dead-lettered and none twice, else with 1.")
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_RATE = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "reviews, a JSON object with id and text a line (events/reviews.jsonl)")
    private @Nullable Path input;

    @Option(
            names = "--reviews",
            paramLabel = "N",
            description = "take N reviews, from the top again where they run out (all)")
    private @Nullable Integer reviews;

    @Option(names = "--workflow", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Workflow workflow = Workflow.DIRECT;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "calls a second that the gateway allows, or, where it hides that, that Headgate begins with"
                    + " (${DEFAULT-VALUE})")
    private int rate = USUAL_RATE;

    @Option(names = "--burst", paramLabel = "B", description = "calls that it allows at once (2 x rate)")
    private @Nullable Integer burst;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "reviews (direct) or batches (buffered) in flight (the workflow's default)")
    private @Nullable Integer concurrency;

    @Option(
            names = "--outage",
            paramLabel = "FROM:SECONDS",
            converter = OutageConverter.class,
            description = "the gateway answers 503 for SECONDS, FROM seconds after its first call")
    private @Nullable Outage outage;

    @Option(
            names = "--hidden-rate",
            paramLabel = "RATE[,RATE@SECONDS...]",
            converter = HiddenRateConverter.class,
            description =
                    "the gateway allows RATE calls a second from its first call on, and another RATE from SECONDS on;"
                            + " nobody is told, and Headgate's rate follows (for example 100,40@60,100@120)")
    private @Nullable HiddenRate hiddenRate;

    @Option(
            names = "--alarm-period",
            paramLabel = "SECONDS",
            description = "shortens the periods of alarms, so that they come and go sooner than on AWS (the template's;"
                    + " with --hidden-rate 10)")
    private @Nullable Integer alarmPeriodSeconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where report.html, summary.json and results.jsonl go (target/demo)")
    private @Nullable Path out;

    @Option(names = "--json", description = "print the summary as JSON instead of the table")
    private boolean json;

    /** Reads {@code FROM:SECONDS}. */
    static final class OutageConverter implements ITypeConverter<Outage> {
        @Override
        public Outage convert(String value) {
            try {
                return Outage.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads {@code RATE[,RATE@SECONDS...]}. */
    static final class HiddenRateConverter implements ITypeConverter<HiddenRate> {
        @Override
        public HiddenRate convert(String value) {
            try {
                return HiddenRate.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        DemoOptions options = options();
        PrintStream notes = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Run run = Demo.on(notes, options, terminal()).run();
        run.write(options.out());
        print(run, options.out());
        return run.good() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private DemoOptions options() {
        Path home = Home.find();
        try {
            return new DemoOptions(
                    home,
                    input == null ? home.resolve("events/reviews.jsonl") : input,
                    reviews,
                    workflow,
                    rate,
                    burst == null ? 2 * rate : burst,
                    concurrency,
                    outage,
                    hiddenRate,
                    alarmPeriodSeconds,
                    true,
                    out == null ? home.resolve("target/demo") : out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(Run run, Path directory) {
        PrintStream stdout = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (json) {
            stdout.println(run.summaryJson());
        } else {
            run.table(directory).forEach(stdout::println);
        }
        if (!run.reason().isEmpty()) {
            System.err.println("The execution failed: " + run.reason());
        }
    }

    private static boolean terminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && !"dumb".equals(System.getenv("TERM"));
    }
}
