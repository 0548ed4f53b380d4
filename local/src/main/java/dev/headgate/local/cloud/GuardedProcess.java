package dev.headgate.local.cloud;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs below a {@link Guard}: it ends with this process, however this one ends. */
final class GuardedProcess implements AutoCloseable {

    private static final long END_SECONDS = 10;
    private static final List<String> GUARD_OPTIONS =
            List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto");

    private final Process guard;
    private final Path log;

    private GuardedProcess(Process guard, Path log) {
        this.guard = guard;
        this.log = log;
    }

    /** The program, started in {@code directory}, writing to {@code log}. */
    static GuardedProcess start(List<String> command, Path directory, Path log) {
        List<String> guarded = new ArrayList<>();
        guarded.add(java());
        guarded.addAll(GUARD_OPTIONS);
        guarded.addAll(List.of("-cp", ownClasses(), Guard.class.getName()));
        guarded.addAll(command);
        try {
            Files.createDirectories(directory);
            File output = log.toFile();
            Process process = new ProcessBuilder(guarded)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            return new GuardedProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String ownClasses() {
        try {
            return Path.of(Guard.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /** The end of what the program has written. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return "its log " + log + " cannot be read: " + e.getMessage();
        }
    }

    /** Ends the program and waits until it is gone. */
    @Override
    public void close() {
        List<ProcessHandle> below = guard.descendants().toList();
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
            }
        } catch (IOException e) {
            guard.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            guard.destroyForcibly();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
