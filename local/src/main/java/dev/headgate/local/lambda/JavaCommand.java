package dev.headgate.local.lambda;

import dev.headgate.local.runtime.RuntimeLoop;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a function's process, with the flags that Lambda's Java runtime gives. */
final class JavaCommand {
    private JavaCommand() {}

    /**
     * Returns the command.
     *
     * @param main the class to run, with its arguments; the runtime loop unless another runtime is tried
     * @param archive flags about class-data archives, if any
     * @param home the environment's own folder, so that nothing of this user's files or settings is seen
     */
    static List<String> of(
            FunctionDefinition function, List<Path> classpath, List<String> main, List<String> archive, Path home) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(archive);
        command.addAll(List.of(
                "-Xmx" + heapMegabytes(function.memoryMegabytes()) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=0.1",
                "-XX:-UsePerfData",
                "-Djava.net.preferIPv4Stack=true",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + home,
                "-cp",
                classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        command.addAll(main);
        return List.copyOf(command);
    }

    static List<String> ownRuntime() {
        return List.of(RuntimeLoop.class.getName());
    }

    /** Lambda's Java runtime gives 85 % of the memory to the heap: 445,645 KB of 512 MB. */
    private static int heapMegabytes(int memoryMegabytes) {
        return memoryMegabytes * 85 / 100;
    }
}
