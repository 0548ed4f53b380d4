package dev.headgate.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts the environments of one function. */
final class EnvironmentStarter {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    private final FunctionDefinition function;
    private final LambdaOptions options;
    private final List<Path> classpath;
    private final List<String> main;
    private final FunctionLog log;
    private final InstantSource clock;
    private final Optional<SharedArchive> archive;

    EnvironmentStarter(
            FunctionDefinition function,
            LambdaOptions options,
            List<Path> classpath,
            List<String> main,
            FunctionLog log,
            InstantSource clock)
            throws IOException {
        this.function = function;
        this.options = options;
        this.classpath = classpath;
        this.main = main;
        this.log = log;
        this.clock = clock;
        this.archive = options.sharedArchive()
                ? Optional.of(
                        new SharedArchive(options.cacheDirectory().resolve("archives"), function.name(), classpath))
                : Optional.empty();
    }

    /** Returns an environment whose process has been started; it is not ready yet. */
    Environment start() throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        RuntimeApi api = new RuntimeApi(function, clock);
        try {
            Path home = Files.createDirectories(options.workDirectory()
                    .toAbsolutePath()
                    .resolve("environments")
                    .resolve(id));
            Process process = process(id, api.address(), home);
            EnvironmentLog environmentLog =
                    new EnvironmentLog(log, process.getInputStream(), function.name() + "-" + id.substring(0, 8));
            return new Environment(function, options.initTimeout(), api, process, environmentLog, clock, home);
        } catch (IOException unstartable) {
            api.close();
            throw unstartable;
        }
    }

    private Process process(String id, String runtimeApi, Path home) throws IOException {
        List<String> making = archive.map(SharedArchive::make).orElse(List.of());
        List<String> flags = making.isEmpty() ? archive.map(SharedArchive::use).orElse(List.of()) : making;
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(function, classpath, main, flags, home));
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(ReservedVariables.of(function, home, runtimeApi, logStream(id)));
        Process process =
                builder.directory(home.toFile()).redirectErrorStream(true).start();
        if (!making.isEmpty()) {
            archive.ifPresent(kept -> kept.madeBy(process));
        }
        return process;
    }

    /** Keeps what the processes left for the next run; all of them have ended. */
    void finish() {
        try {
            if (archive.isPresent()) {
                archive.get().publish();
            }
        } catch (IOException unwritable) {
            log.line("No class-data archive was kept: " + unwritable.getMessage());
        }
    }

    private String logStream(String id) {
        return DAY.format(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)) + "/[$LATEST]" + id;
    }
}
