package dev.headgate.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.local.runtime.RuntimeLoop;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class paths of functions, ready to start from: class folders are packed into jars, so that a build under way
 * changes nothing in running functions and the JVM can archive the classes (it cannot where a folder is on the path).
 */
final class Packages {
    private final JarFolder jars;
    private final List<Path> runtime;

    /** Packs the runtime loop; the jars go below {@code directory} and are found again there. */
    Packages(Path directory) throws IOException {
        this.jars = new JarFolder(Files.createDirectories(directory));
        String loopPackage = RuntimeLoop.class.getPackageName().replace('.', '/');
        this.runtime =
                List.of(jars.pack(locationOf(RuntimeLoop.class), loopPackage), locationOf(RequestStreamHandler.class));
    }

    /** Returns the class path of a function's process: its own, then the runtime loop, then Lambda's interfaces. */
    List<Path> classpath(FunctionDefinition function) throws IOException {
        List<Path> classpath = new ArrayList<>();
        for (Path entry : function.classpath()) {
            classpath.add(Files.isDirectory(entry) ? jars.pack(entry, "") : entry.toAbsolutePath());
        }
        classpath.addAll(runtime);
        return List.copyOf(classpath);
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("no location of " + type.getName(), impossible);
        }
    }
}
