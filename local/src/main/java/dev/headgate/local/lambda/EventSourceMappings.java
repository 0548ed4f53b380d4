package dev.headgate.local.lambda;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Polls the queues of all event source mappings and calls their functions. */
public final class EventSourceMappings implements AutoCloseable {
    private final SequencedMap<String, QueuePoller> pollers = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * Takes the mappings; nothing is polled before {@link #start}.
     *
     * @throws FunctionNotFoundException if a mapping names a function that is not there
     */
    public EventSourceMappings(LambdaService lambda, Collection<EventSourceMapping> mappings) {
        for (EventSourceMapping mapping : mappings) {
            SqsQueue queue = new SqsQueue(http, mapping.queueUrl());
            pollers.put(mapping.uuid(), new QueuePoller(lambda, queue, mapping));
        }
    }

    /** Starts polling. */
    public void start() {
        pollers.values().forEach(QueuePoller::start);
    }

    /** Returns the mappings as they are now. */
    public List<MappingStatus> list() {
        return pollers.entrySet().stream()
                .map(entry -> new MappingStatus(
                        entry.getKey(),
                        entry.getValue().mapping(),
                        entry.getValue().enabled()))
                .toList();
    }

    /**
     * Enables or disables a mapping; batches under way are finished.
     *
     * @throws IllegalArgumentException if there is no such mapping
     */
    public void setEnabled(String uuid, boolean enabled) {
        poller(uuid).setEnabled(enabled);
    }

    /**
     * Changes how many calls a mapping makes at once, from the next batch on.
     *
     * @param maximumConcurrency 2 to 1,000, or 0 for no bound but the function's own
     * @throws IllegalArgumentException if it is out of bounds or there is no such mapping
     */
    public void setMaximumConcurrency(String uuid, int maximumConcurrency) {
        poller(uuid).setMaximumConcurrency(maximumConcurrency);
    }

    /** Has all pollers keep within what their functions may handle at once now. */
    void followConcurrency() {
        pollers.values().forEach(QueuePoller::followConcurrency);
    }

    /** Returns how many messages of a queue were deleted because their functions were done with them. */
    public long deleted(String queueUrl) {
        return pollers.values().stream()
                .filter(poller -> poller.mapping().queueUrl().equals(queueUrl))
                .mapToLong(QueuePoller::deleted)
                .sum();
    }

    private QueuePoller poller(String uuid) {
        QueuePoller poller = pollers.get(uuid);
        if (poller == null) {
            throw new IllegalArgumentException("no event source mapping has the UUID " + uuid);
        }
        return poller;
    }

    /** Stops polling and waits until the batches under way are finished: close this before the Lambda service. */
    @Override
    public void close() {
        pollers.values().forEach(QueuePoller::stop);
        pollers.values().forEach(QueuePoller::close);
        http.shutdownNow();
    }

    /** A mapping and its state. */
    public record MappingStatus(String uuid, EventSourceMapping mapping, boolean enabled) {}
}
