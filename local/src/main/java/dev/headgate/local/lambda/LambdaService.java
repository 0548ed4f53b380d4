package dev.headgate.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs functions in processes of their own, one event at a time per environment.
 *
 * <p>An event takes the environment that was used last, or starts one. Where a function's reserved concurrency is in
 * use, the event is throttled at once. Lambda would otherwise start as many environments as there are events; one
 * machine cannot, so at most {@link LambdaOptions#maxEnvironments} run and further events queue in order for up to
 * {@link LambdaOptions#queueTimeout}, then are throttled.
 */
public final class LambdaService implements AutoCloseable {
    private final SequencedMap<String, FunctionRunner> runners = new TreeMap<>();
    private final List<LogListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LambdaOptions options;

    /**
     * Prepares the packages of the functions; no process starts before the first event.
     *
     * @throws IOException if the work or log directory cannot be written
     */
    public LambdaService(Collection<FunctionDefinition> definitions, LambdaOptions options) throws IOException {
        this(definitions, options, JavaCommand.ownRuntime());
    }

    /** Runs the functions under another runtime: its main class and arguments. */
    LambdaService(Collection<FunctionDefinition> definitions, LambdaOptions options, List<String> runtime)
            throws IOException {
        this.options = options;
        Files.createDirectories(options.logDirectory());
        Packages packages = new Packages(options.cacheDirectory().resolve("packages"));
        for (FunctionDefinition function : definitions) {
            runners.put(function.name(), runner(function, packages, runtime));
        }
    }

    private FunctionRunner runner(FunctionDefinition function, Packages packages, List<String> runtime)
            throws IOException {
        FunctionLog log = new FunctionLog(function.name(), options.logDirectory(), listeners);
        EnvironmentStarter starter = new EnvironmentStarter(
                function, options, packages.classpath(function), runtime, log, InstantSource.system());
        return new FunctionRunner(function, new EnvironmentPool(starter, options), log);
    }

    /**
     * Returns the function's answer to one event, waiting for it. An interrupted caller stops waiting; the invocation
     * itself goes on, as on Lambda.
     *
     * @param nameOrArn logical id or ARN, with or without a version or alias
     * @param payload a JSON text
     * @throws FunctionNotFoundException if there is no such function
     * @throws ThrottledException if the function has seen nothing of the event
     */
    public InvocationResult invoke(String nameOrArn, byte[] payload) throws InterruptedException {
        FunctionRunner runner = runner(nameOrArn);
        Callable<InvocationResult> invocation =
                () -> runner.invoke(UUID.randomUUID().toString(), payload);
        try {
            return threads.submit(invocation).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ThrottledException throttled) {
                throw throttled;
            }
            throw new IllegalStateException("cannot invoke " + nameOrArn, failed.getCause());
        }
    }

    /**
     * Queues an asynchronous event and returns its request id. A function error is retried after each of
     * {@link LambdaOptions#asyncRetryDelays}, a throttle with growing waits; then the event is dropped, with a line in
     * the function's log.
     *
     * @throws FunctionNotFoundException if there is no such function
     */
    public String invokeAsync(String nameOrArn, byte[] payload) {
        FunctionRunner runner = runner(nameOrArn);
        String requestId = UUID.randomUUID().toString();
        threads.execute(new AsyncInvoker(options.asyncRetryDelays(), runner, requestId, payload));
        return requestId;
    }

    /**
     * Returns the definition of a function.
     *
     * @throws FunctionNotFoundException if there is no such function
     */
    public FunctionDefinition function(String nameOrArn) {
        return runner(nameOrArn).function();
    }

    /** Returns all definitions, by name. */
    public List<FunctionDefinition> functions() {
        return runners.values().stream().map(FunctionRunner::function).toList();
    }

    /** Returns how many events of a function can be handled at once. */
    public int concurrency(String nameOrArn) {
        return Math.min(
                options.maxEnvironments(), reservedConcurrency(nameOrArn).orElse(Integer.MAX_VALUE));
    }

    /** Returns how many events of a function may be handled at once as it is now; empty where none is reserved. */
    public OptionalInt reservedConcurrency(String nameOrArn) {
        return runner(nameOrArn).reserved().reserved();
    }

    /**
     * Changes how many events of a function may be handled at once, from the next event on.
     *
     * @param reserved 0 for none at all, empty for no bound
     * @throws IllegalArgumentException if it is negative
     */
    public void reserveConcurrency(String nameOrArn, OptionalInt reserved) {
        if (reserved.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "ReservedConcurrentExecutions must be at least 0, got: " + reserved.getAsInt());
        }
        runner(nameOrArn).reserved().set(reserved);
    }

    /** Returns what each function has done so far, by logical id. */
    public Map<String, FunctionCounts> counts() {
        SequencedMap<String, FunctionCounts> counts = new TreeMap<>();
        runners.forEach((name, runner) -> counts.put(name, runner.counts()));
        return counts;
    }

    /** Adds a listener to the lines of all functions' logs. */
    public void addLogListener(LogListener listener) {
        listeners.add(listener);
    }

    private FunctionRunner runner(String nameOrArn) {
        FunctionRunner runner = runners.get(Arns.functionName(nameOrArn));
        if (runner == null) {
            throw new FunctionNotFoundException(nameOrArn);
        }
        return runner;
    }

    /** Stops all environments and returns when no process of theirs is left. */
    @Override
    public void close() {
        threads.shutdownNow();
        runners.values().forEach(FunctionRunner::close);
    }
}
