package dev.headgate.local.cloud;

import java.io.IOException;
import java.util.List;

/**
 * A process between the run and a program that would outlive it: it starts the program and ends it when its own standard
 * input ends, which happens also where the run was killed. It stands apart from the program, so that the program runs
 * unchanged, with nothing of ours on its class path.
 */
final class Guard {

    private Guard() {}

    /** Runs the command given as arguments; its exit code is the guard's. */
    public static void main(String[] command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(List.of(command))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(program::destroyForcibly));
        Thread.ofPlatform().daemon().start(() -> endWithInput(program));
        System.exit(program.waitFor());
    }

    private static void endWithInput(Process program) {
        try {
            while (System.in.read() >= 0) {
                // What is said does not matter, only the end.
            }
        } catch (IOException e) {
            // The pipe is broken: as good as ended.
        }
        program.destroyForcibly();
    }
}
