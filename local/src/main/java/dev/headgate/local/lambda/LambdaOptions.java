package dev.headgate.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the functions are run.
 *
 * @param maxEnvironments the most environments (processes) of one function at a time, at least 1
 * @param workDirectory where the environments' own folders are
 * @param cacheDirectory where packages and class-data archives are kept for later runs
 * @param logDirectory where each function's log goes, as {@code <function>.log}
 * @param initTimeout how long an environment may take to ask for its first event. Lambda gives 10 s, 130 s under
 *     SnapStart; a loaded machine needs more than the former
 * @param queueTimeout how long an event waits for a free environment before it is throttled
 * @param asyncRetryDelays the waits before an asynchronous event that failed is tried again, one per retry
 * @param sharedArchive whether a class-data archive is made by a function's first environment and used by later ones
 */
public record LambdaOptions(
        int maxEnvironments,
        Path workDirectory,
        Path cacheDirectory,
        Path logDirectory,
        Duration initTimeout,
        Duration queueTimeout,
        List<Duration> asyncRetryDelays,
        boolean sharedArchive) {
    public LambdaOptions {
        if (maxEnvironments < 1) {
            throw new IllegalArgumentException("maxEnvironments must be at least 1, got: " + maxEnvironments);
        }
        asyncRetryDelays = List.copyOf(asyncRetryDelays);
    }

    /**
     * Returns the defaults below a folder: at most {@code max(2, 2 x cores)} environments of a function, 60 s in the
     * queue, and two retries of asynchronous events after one and two minutes, as Lambda does.
     */
    public static LambdaOptions in(Path directory) {
        return in(directory, directory.resolve("lambda"));
    }

    /** Returns the same defaults, with packages and archives where other runs find them. */
    public static LambdaOptions in(Path directory, Path cacheDirectory) {
        return new LambdaOptions(
                Math.max(2, 2 * Runtime.getRuntime().availableProcessors()),
                directory.resolve("lambda"),
                cacheDirectory,
                directory.resolve("logs"),
                Duration.ofSeconds(130),
                Duration.ofMinutes(1),
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                true);
    }

    /** Returns the same options with another bound on the environments of one function. */
    public LambdaOptions withMaxEnvironments(int value) {
        return new LambdaOptions(
                value,
                workDirectory,
                cacheDirectory,
                logDirectory,
                initTimeout,
                queueTimeout,
                asyncRetryDelays,
                sharedArchive);
    }

    /** Returns the same options with another wait for a free environment. */
    public LambdaOptions withQueueTimeout(Duration value) {
        return new LambdaOptions(
                maxEnvironments,
                workDirectory,
                cacheDirectory,
                logDirectory,
                initTimeout,
                value,
                asyncRetryDelays,
                sharedArchive);
    }

    /** Returns the same options with other waits between the tries of an asynchronous event. */
    public LambdaOptions withAsyncRetryDelays(List<Duration> value) {
        return new LambdaOptions(
                maxEnvironments,
                workDirectory,
                cacheDirectory,
                logDirectory,
                initTimeout,
                queueTimeout,
                value,
                sharedArchive);
    }

    /** Returns the same options with class-data archives on or off. */
    public LambdaOptions withSharedArchive(boolean value) {
        return new LambdaOptions(
                maxEnvironments,
                workDirectory,
                cacheDirectory,
                logDirectory,
                initTimeout,
                queueTimeout,
                asyncRetryDelays,
                value);
    }
}
