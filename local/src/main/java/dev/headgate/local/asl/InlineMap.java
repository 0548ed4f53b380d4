package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One attempt of a Map in inline mode: as many threads as iterations may run at once, each taking the next item.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html">up to 40 concurrent iterations</a>
 */
final class InlineMap {
    private static final int MOST = 40;

    private final Visit visit;
    private final State.Map map;
    private final Branch branch;

    InlineMap(Visit visit, State.Map map) {
        this.visit = visit;
        this.map = map;
        this.branch = visit.branch();
    }

    JsonNode run() throws StateFailure, EvaluationException, InterruptedException {
        ArrayNode items = MapItems.array(visit, map);
        long asked = map.maxConcurrency() == null ? 0 : map.maxConcurrency().whole(visit, 0, Value.MAX_SECONDS);
        int threads = (int) Math.min(items.size(), asked == 0 ? MOST : Math.min(asked, MOST));
        Results results = new Results(items.size());
        AtomicInteger next = new AtomicInteger();
        branch.publish(EventType.MAP_STATE_STARTED, Map.of("length", items.size()));
        Group group = new Group(branch.time());
        for (int i = 0; i < threads; i++) {
            group.fork(map.name() + "[" + i + "]", strand -> work(strand, items, next, results));
        }
        Ends.join(group, branch, EventType.MAP_STATE_FAILED, EventType.MAP_STATE_ABORTED);
        branch.publish(EventType.MAP_STATE_SUCCEEDED, Map.of());
        return results.array();
    }

    private void work(Strand strand, ArrayNode items, AtomicInteger next, Results results)
            throws StateFailure, InterruptedException {
        for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            strand.check();
            results.set(i, iterate(strand, new Branch.Item(i, items.get(i))));
        }
    }

    private JsonNode iterate(Strand strand, Branch.Item item) throws StateFailure, InterruptedException {
        Branch iteration = branch.inner(strand, item);
        Map<String, Object> details = Map.of("name", map.name(), "index", item.index());
        iteration.publish(EventType.MAP_ITERATION_STARTED, details);
        try {
            JsonNode output = new Walker(iteration).walk(map.processor(), selected(item));
            iteration.publish(EventType.MAP_ITERATION_SUCCEEDED, details);
            return output;
        } catch (StateFailure e) {
            iteration.publish(EventType.MAP_ITERATION_FAILED, details);
            throw e;
        } catch (InterruptedException e) {
            iteration.publish(EventType.MAP_ITERATION_ABORTED, details);
            throw e;
        }
    }

    private JsonNode selected(Branch.Item item) throws StateFailure {
        try {
            return MapItems.selected(visit, map, item);
        } catch (EvaluationException e) {
            throw visit.failure(e);
        }
    }
}
