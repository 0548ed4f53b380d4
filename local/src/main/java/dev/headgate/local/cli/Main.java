package dev.headgate.local.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that the script {@code headgate} starts. */
@Command(
        name = "headgate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs Headgate on this machine: the functions, queues, tables and workflows of template.yaml.",
        footer = "%n./headgate bench measures it beside other limiters: ./headgate bench --help",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, StartCommand.class})
public final class Main implements Callable<Integer> {
    private static final int CLOSING_SECONDS = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    private CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Before the first server of the process: see StandInGateway.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // The stores' libraries log what happens while they are shut down; a person has no use for it.
        LogManager.getLogManager().reset();
        CountDownLatch ended = new CountDownLatch(1);
        closeOnSignal(Thread.currentThread(), ended);
        int code = commandLine().execute(arguments);
        ended.countDown();
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Errors::usage)
                .setExecutionExceptionHandler(Errors::execution);
    }

    /** Lets the command close what it started when Ctrl-C or a signal ends the process. */
    private static void closeOnSignal(Thread main, CountDownLatch ended) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                main.interrupt();
                awaitQuietly(ended);
            }
        }));
    }

    private static void awaitQuietly(CountDownLatch ended) {
        try {
            ended.await(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
