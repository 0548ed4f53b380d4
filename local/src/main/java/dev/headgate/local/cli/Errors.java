package dev.headgate.local.cli;

import dev.headgate.local.cloud.StartException;
import dev.headgate.local.demo.DemoException;
import dev.headgate.local.template.TemplateException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line on standard error and an exit code. */
final class Errors {
    private static final List<Class<? extends Exception>> EXPECTED =
            List.of(DemoException.class, StartException.class, TemplateException.class, IOException.class);

    private Errors() {}

    /** Returns 2: the command was used in a wrong way. */
    static int usage(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command, name + ": " + problem.getMessage() + " (see " + name + " --help)");
        return ExitCode.USAGE;
    }

    /** Returns 2 for values that an option does not take, else 1; a fault of the program shows its stack. */
    static int execution(Exception problem, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName();
        if (problem instanceof InterruptedException) {
            say(command, name + ": stopped");
            return ExitCode.SOFTWARE;
        }
        say(command, name + ": " + line(problem));
        if (EXPECTED.stream().noneMatch(expected -> expected.isInstance(problem))) {
            problem.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }

    private static String line(Exception problem) {
        String message = problem.getMessage();
        String text = message == null || message.isBlank()
                ? problem.getClass().getSimpleName()
                : message;
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private static void say(CommandLine command, String line) {
        command.getErr().println(line.replaceAll("\\s*\\R\\s*", " "));
        command.getErr().flush();
    }
}
