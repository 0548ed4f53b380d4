package dev.headgate.local.lambda;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Runs functions in processes of their own, one event at a time per environment.
 *
 * <p>An event takes the environment that was used last, or starts one. Where a function's reserved concurrency is in
 * use, the event is throttled at once. Lambda would otherwise start as many environments as there are events; one
 * machine cannot, so at most {@link LambdaOptions#maxEnvironments} run and further events queue in order for up to
 * {@link LambdaOptions#queueTimeout}, then are throttled.
 */
public final class LambdaService implements AutoCloseable {
    private final Map<String, FunctionDefinition> functions = new java.util.TreeMap<>();

    /**
     * Prepares the packages of the functions; no process starts before the first event.
     *
     * @throws IOException if the work or log directory cannot be written
     */
    public LambdaService(Collection<FunctionDefinition> definitions, LambdaOptions options) throws IOException {
        definitions.forEach(d -> functions.put(d.name(), d));
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
        FunctionDefinition definition = function(nameOrArn);
        throw new UnsupportedOperationException(definition.name());
    }

    /**
     * Queues an asynchronous event and returns its request id. A function error is retried after each of
     * {@link LambdaOptions#asyncRetryDelays}, a throttle with growing waits; then the event is dropped, with a line in
     * the function's log.
     *
     * @throws FunctionNotFoundException if there is no such function
     */
    public String invokeAsync(String nameOrArn, byte[] payload) {
        return function(nameOrArn).name();
    }

    /** Returns the definition of a function. @throws FunctionNotFoundException if there is no such function */
    public FunctionDefinition function(String nameOrArn) {
        FunctionDefinition definition = functions.get(nameOrArn);
        if (definition == null) {
            throw new FunctionNotFoundException(nameOrArn);
        }
        return definition;
    }

    /** Returns all definitions, by name. */
    public List<FunctionDefinition> functions() {
        return List.of();
    }

    /** Returns what each function has done so far, by logical id. */
    public Map<String, FunctionCounts> counts() {
        return Map.of();
    }

    /** Adds a listener to the lines of all functions' logs. */
    public void addLogListener(LogListener listener) {}

    /** Stops all environments and returns when no process of theirs is left. */
    @Override
    public void close() {}
}
