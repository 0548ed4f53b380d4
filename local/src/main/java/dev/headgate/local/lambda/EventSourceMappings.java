package dev.headgate.local.lambda;

import java.util.Collection;
import java.util.List;

/** Polls the queues of all event source mappings and calls their functions. */
public final class EventSourceMappings implements AutoCloseable {
    /** Takes the mappings; nothing is polled before {@link #start}. */
    public EventSourceMappings(LambdaService lambda, Collection<EventSourceMapping> mappings) {}

    /** Starts polling. */
    public void start() {}

    /** Returns the mappings as they are now. */
    public List<MappingStatus> list() {
        return List.of();
    }

    /** Enables or disables a mapping; batches under way are finished. */
    public void setEnabled(String uuid, boolean enabled) {}

    /** Changes how many calls a mapping makes at once, from the next batch on. */
    public void setMaximumConcurrency(String uuid, int maximumConcurrency) {}

    /** Stops polling and waits until the batches under way are finished. */
    @Override
    public void close() {}

    /** A mapping and its state. */
    public record MappingStatus(String uuid, EventSourceMapping mapping, boolean enabled) {}
}
