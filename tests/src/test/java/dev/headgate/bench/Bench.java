package dev.headgate.bench;

import dev.headgate.bench.adaptive.AdaptiveBenchmark;
import dev.headgate.bench.adaptive.ClosedLoopBenchmark;
import dev.headgate.bench.circuit.CircuitBenchmark;
import dev.headgate.bench.permits.PermitBenchmark;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate bench}. */
@Command(
        name = "headgate bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Headgate beside its peers on this machine, prints a table and writes bench.json.",
        footer = "%nEnds with 0 if every figure reached what is asked of it, else with 1.")
public final class Bench implements Callable<Integer> {
    /** By the directory that a run's files go to. */
    private static final Map<String, Function<Path, Benchmark>> BENCHMARKS = Map.of(
            "permits",
            PermitBenchmark::new,
            "adaptive",
            _ -> new AdaptiveBenchmark(),
            "circuit",
            _ -> new CircuitBenchmark(),
            "closed-loop",
            _ -> new ClosedLoopBenchmark());

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "permits",
            description = "permits, circuit, adaptive or closed-loop (${DEFAULT-VALUE})")
    private String what = "permits";

    @Option(
            names = "--quick",
            description =
                    "fewer and shorter measurements: under 3 minutes, but of the simulation (adaptive) twice that, and"
                            + " of real processes (closed-loop) four times that")
    private boolean quick;

    @Option(names = "--out", paramLabel = "DIR", description = "where bench.json goes (target/bench)")
    private @Nullable Path out;

    @Option(names = "--docs", description = "take the figures into docs/ and the documents' tables")
    private boolean docs;

    /** Runs the benchmark and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Function<Path, Benchmark> benchmark = BENCHMARKS.get(what);
        if (benchmark == null) {
            throw new ParameterException(
                    spec.commandLine(), "WHAT must be one of " + BENCHMARKS.keySet() + ", got: " + what);
        }
        Path home = Path.of(System.getProperty("headgate.home", "")).toAbsolutePath();
        Path directory = out == null ? home.resolve("target/bench") : out;
        BenchReport report = new BenchReport(benchmark.apply(directory).run(quick, stream(System.err)));
        report.print(stream(System.out));
        report.write(directory);
        if (docs) {
            new Documents(home).take(what, directory.resolve("bench.json"));
        }
        return report.met() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static PrintStream stream(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
