package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the inputs of child executions from items: each item as selected, or batches of them. */
final class ChildInputs {
    private final Visit visit;
    private final State.Map map;
    private final ItemSource source;
    private final @Nullable Batching batching;
    private int index;
    private @Nullable JsonNode ahead;

    ChildInputs(Visit visit, State.Map map, ItemSource source, @Nullable Batching batching) {
        this.visit = visit;
        this.map = map;
        this.source = source;
        this.batching = batching;
    }

    /**
     * How batches are made.
     *
     * @param maxBytes of the JSON text of the child's whole input
     */
    record Batching(long maxItems, long maxBytes, @Nullable JsonNode input) {

        ObjectNode envelope() {
            ObjectNode envelope = JsonNodeFactory.instance.objectNode();
            if (input != null) {
                envelope.set("BatchInput", input);
            }
            envelope.putArray("Items");
            return envelope;
        }
    }

    /** Returns the next input, or null after the last. */
    @Nullable
    ChildInput next() throws IOException, EvaluationException {
        if (batching == null) {
            JsonNode item = item();
            return item == null ? null : new ChildInput(item, 1);
        }
        return batch(batching);
    }

    private @Nullable ChildInput batch(Batching rules) throws IOException, EvaluationException {
        ObjectNode envelope = rules.envelope();
        ArrayNode items = (ArrayNode) envelope.get("Items");
        long bytes = JsonSize.of(envelope, JsonSize.LIMIT);
        for (JsonNode item = item(); item != null; item = item()) {
            bytes += JsonSize.of(item, JsonSize.LIMIT) + 1;
            if (!items.isEmpty() && bytes > rules.maxBytes()) {
                ahead = item;
                break;
            }
            items.add(item);
            if (items.size() >= rules.maxItems()) {
                break;
            }
        }
        return items.isEmpty() ? null : new ChildInput(envelope, items.size());
    }

    private @Nullable JsonNode item() throws IOException, EvaluationException {
        JsonNode kept = ahead;
        if (kept != null) {
            ahead = null;
            return kept;
        }
        JsonNode item = source.next();
        return item == null ? null : MapItems.selected(visit, map, new Branch.Item(index++, item));
    }
}
