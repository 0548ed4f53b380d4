package dev.headgate.local.asl;

import java.time.Instant;
import java.util.Map;

/**
 * An event in the history of an execution, as {@code GetExecutionHistory} tells it.
 *
 * @param id from 1, without gaps in one execution
 * @param previousEventId the event that led to this one; 0 for the first
 * @param timestamp when it happened
 * @param type what happened
 * @param details the members of AWS's {@link EventType#details() details object}, by their names: text, numbers,
 *     booleans and nested maps as they are; a {@code JsonNode} stands for a payload, which AWS serves as JSON text
 *     ({@code input}, {@code output}, {@code parameters}, each value of {@code assignedVariables}). Kept as a tree,
 *     since most histories are never asked for. Trees are shared and must not be changed.
 */
public record HistoryEvent(
        long id, long previousEventId, Instant timestamp, EventType type, Map<String, Object> details) {

    public HistoryEvent {
        details = Map.copyOf(details);
    }
}
