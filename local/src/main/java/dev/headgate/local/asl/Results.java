package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Outputs in the order of what they came from, set by many threads. */
final class Results {
    private final AtomicReferenceArray<JsonNode> outputs;

    Results(int size) {
        outputs = new AtomicReferenceArray<>(size);
    }

    void set(int index, JsonNode output) {
        outputs.set(index, output);
    }

    ArrayNode array() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(outputs.length());
        for (int i = 0; i < outputs.length(); i++) {
            array.add(outputs.get(i));
        }
        return array;
    }
}
