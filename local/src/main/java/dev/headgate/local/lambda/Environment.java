package dev.headgate.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One environment: a process, the Runtime API that it speaks with, and its log. It handles one event at a time. */
final class Environment implements AutoCloseable {
    private static final Duration PIPE_WAIT = Duration.ofSeconds(2);
    private static final Duration STOP_WAIT = Duration.ofSeconds(8);

    private final FunctionDefinition function;
    private final Duration initTimeout;
    private final RuntimeApi api;
    private final Process process;
    private final EnvironmentLog log;
    private final InstantSource clock;
    private final Path home;
    private final CompletableFuture<Void> exit;
    private final long startedNanos = System.nanoTime();

    /** Takes a process that has just been started and the API that it was given. */
    Environment(
            FunctionDefinition function,
            Duration initTimeout,
            RuntimeApi api,
            Process process,
            EnvironmentLog log,
            InstantSource clock,
            Path home) {
        this.function = function;
        this.initTimeout = initTimeout;
        this.api = api;
        this.process = process;
        this.log = log;
        this.clock = clock;
        this.home = home;
        this.exit = process.onExit().thenAccept(ended -> api.end(new Outcome.Exited(ended.exitValue())));
    }

    EnvironmentLog log() {
        return log;
    }

    Instant now() {
        return clock.instant();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Returns how the start went, waiting for it: answered with nothing where the runtime asked for an event. */
    Outcome awaitInit() throws InterruptedException {
        Outcome outcome = await(api.initialised(), initTimeout);
        if (!(outcome instanceof Outcome.Answered)) {
            kill();
        }
        return outcome;
    }

    /** Returns the time since the process was started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Returns how an event ended. After anything but an answer or a failure the process is gone. */
    Outcome handle(Event event) throws InterruptedException {

        api.offer(event);
        Outcome outcome = await(event.outcome(), function.timeout());

        if (outcome instanceof Outcome.TimedOut) {
            kill();
        }
        return outcome;
    }

    private static Outcome await(CompletableFuture<Outcome> outcome, Duration bound) throws InterruptedException {
        try {
            return outcome.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            outcome.complete(new Outcome.TimedOut());
            return outcome.join(); // the answer, if it came in this very moment
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("outcomes complete normally", impossible);
        }
    }

    /** Ends the process at once, with all that it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Asks the process to end, by closing its pipe. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            log.line("The process was gone before it was stopped: " + alreadyGone.getMessage());
        }
    }

    private void deleteHome() {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            log.line("Not deleted: " + left.getMessage());
        }
    }

    /** Returns when the process is gone: it ended by itself within 10 s, or was killed. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        try {
            if (!process.waitFor(PIPE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy(); // a runtime that does not watch its pipe, as AWS's own
            }
            if (!process.waitFor(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException hurried) {
            interrupted = true;
            kill();
        }
        exit.join();
        api.close();
        deleteHome();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
