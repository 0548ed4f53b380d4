package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.HistoryEvent;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.Map;

/** History events as GetExecutionHistory shows them. */
final class HistoryView {
    private final boolean withData;

    /** @param withData false leaves inputs, outputs and variables out */
    HistoryView(boolean withData) {
        this.withData = withData;
    }

    ObjectNode of(HistoryEvent event) {
        ObjectNode view = Json.object();
        Timestamps.put(view, "timestamp", event.timestamp());
        view.put("type", event.type().typeName());
        view.put("id", event.id()).put("previousEventId", event.previousEventId());
        if (!event.type().details().isEmpty()) {
            put(view.putObject(event.type().details()), event.details());
        }
        return view;
    }

    private void put(ObjectNode target, Map<?, ?> details) {
        details.forEach((name, value) -> put(target, String.valueOf(name), value));
    }

    private void put(ObjectNode target, String name, Object value) {
        switch (value) {
            case JsonNode payload -> putPayload(target, name, payload);
            case Map<?, ?> nested when !withData && name.equals("assignedVariables") -> {}
            case Map<?, ?> nested -> put(target.putObject(name), nested);
            case Boolean flag -> target.put(name, flag);
            case Number number -> target.put(name, number.longValue());
            default -> target.put(name, value.toString());
        }
    }

    /** Payloads are JSON text on the wire; inputs and outputs come with what became of them. */
    private void putPayload(ObjectNode target, String name, JsonNode payload) {
        boolean data = name.equals("input") || name.equals("output");
        if (withData || !data) {
            target.put(name, Json.text(payload));
        }
        if (data && withData) {
            target.putObject(name + "Details").put("truncated", false);
        }
    }
}
