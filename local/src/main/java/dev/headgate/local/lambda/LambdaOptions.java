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

    /** Options to be told, of which everything that is written is below a folder. */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /**
     * What is not told is as Lambda has it, or as a machine of this size can: at most {@code max(2, 2 x cores)} environments
     * of a function, 60 s in the queue, and two retries of asynchronous events after one and two minutes.
     */
    public static final class Builder {
        private final Path directory;
        private Path cacheDirectory;
        private int maxEnvironments = Math.max(2, 2 * Runtime.getRuntime().availableProcessors());
        private Duration queueTimeout = Duration.ofMinutes(1);
        private List<Duration> asyncRetryDelays = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
        private boolean sharedArchive = true;

        private Builder(Path directory) {
            this.directory = directory;
            this.cacheDirectory = directory.resolve("lambda");
        }

        /** Packages and archives where other runs find them. */
        public Builder cacheDirectory(Path cache) {
            cacheDirectory = cache;
            return this;
        }

        public Builder maxEnvironments(int environments) {
            maxEnvironments = environments;
            return this;
        }

        public Builder queueTimeout(Duration longest) {
            queueTimeout = longest;
            return this;
        }

        public Builder asyncRetryDelays(List<Duration> delays) {
            asyncRetryDelays = delays;
            return this;
        }

        public Builder sharedArchive(boolean made) {
            sharedArchive = made;
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException if something is out of its bounds
         */
        public LambdaOptions build() {
            return new LambdaOptions(
                    maxEnvironments,
                    directory.resolve("lambda"),
                    cacheDirectory,
                    directory.resolve("logs"),
                    Duration.ofSeconds(130),
                    queueTimeout,
                    asyncRetryDelays,
                    sharedArchive);
        }
    }
}
