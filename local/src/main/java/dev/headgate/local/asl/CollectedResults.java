package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.TreeMap;

/** Gathers results in the items' order, as long as they fit into a payload: beyond it they are of no use. */
final class CollectedResults implements ResultSink {
    private final Visit visit;
    private final DistributedMap.Transformation transformation;
    private final TreeMap<Long, List<JsonNode>> results = new TreeMap<>();
    private long bytes;

    CollectedResults(Visit visit, DistributedMap.Transformation transformation) {
        this.visit = visit;
        this.transformation = transformation;
    }

    @Override
    public synchronized void ended(long index, Run child) {
        List<JsonNode> records = ChildRecords.of(child, transformation);
        for (JsonNode shown : records) {
            bytes += JsonSize.of(shown, JsonSize.LIMIT) + 1;
        }
        if (bytes > JsonSize.LIMIT) {
            results.clear();
        } else {
            results.put(index, records);
        }
    }

    @Override
    public void pending(JsonNode input) {}

    @Override
    public boolean wantsPending() {
        return false;
    }

    @Override
    public synchronized JsonNode finish() throws StateFailure {
        if (bytes > JsonSize.LIMIT) {
            throw Leaving.tooLarge(visit, "a result");
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        results.values().forEach(array::addAll);
        return array;
    }
}
