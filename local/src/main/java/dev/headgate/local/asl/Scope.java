package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a flow, over those of the flows around it. Only its own flow sets them, one state at a time, and
 * while inner flows read them their outer flow waits: so nothing here is guarded.
 */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, JsonNode> variables = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    @Nullable
    JsonNode lookup(String name) {
        JsonNode value = variables.get(name);
        return value != null || outer == null ? value : outer.lookup(name);
    }

    void assign(ObjectNode values) {
        values.properties().forEach(member -> variables.put(member.getKey(), member.getValue()));
    }
}
