package dev.headgate.bench.permits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A peer that is a Python package, in an environment of its own, and the script by which its callers ask. */
final class PythonPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_MINUTES = 5;

    private final Path python;
    private final Path script;

    /** What its callers came to. */
    record Harvest(long granted, long refused, long failed, String failures, double seconds) {}

    private PythonPeer(Path python, Path script) {
        this.python = python;
        this.script = script;
    }

    /**
     * Returns the peer, installed below the directory if it is not there yet.
     *
     * @throws IOException if there is no Python, or the package cannot be had: the message says which
     */
    static PythonPeer installed(String requirement, String script, Path directory) throws IOException {
        Path venv = directory.toAbsolutePath().resolve("python");
        Path python = venv.resolve("bin/python");
        if (!Files.exists(python)) {
            require("there is no python3 that makes an environment", "python3", "-m", "venv", venv.toString());
        }
        require(
                requirement + " could not be installed",
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                requirement);
        Path copy = venv.resolve(script);
        try (InputStream from = PythonPeer.class.getResourceAsStream("/bench/" + script)) {
            Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return new PythonPeer(python, copy);
    }

    private static void require(String otherwise, String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(otherwise + " within " + MOST_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(otherwise, e);
        }
    }

    /** Runs the script's callers; {@code begun} is called when all are ready, before the first of them asks. */
    Harvest run(Runnable begun, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = process.inputReader()) {
            String ready = answers.readLine();
            if (!"ready".equals(ready)) {
                throw new IOException(script.getFileName() + " must say that it is ready, got: " + ready);
            }
            begun.run();
            process.outputWriter().append('\n').flush();
            JsonNode said = JSON.readTree(answers.readLine());
            return new Harvest(
                    said.path("granted").asLong(),
                    said.path("refused").asLong(),
                    said.path("failed").asLong(),
                    said.path("failures").asText(),
                    said.path("seconds").asDouble());
        } finally {
            process.destroy();
        }
    }
}
