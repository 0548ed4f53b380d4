package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** The items of a Map state. */
final class MapItems {
    private MapItems() {}

    /** Returns the value of Items, or the state's input where there is none. */
    static ArrayNode array(Visit visit, State.Map map) throws EvaluationException {
        JsonNode items = map.items() == null ? visit.input() : map.items().evaluate(visit);
        if (items instanceof ArrayNode array) {
            return array;
        }
        throw new EvaluationException("Items", "The field 'Items' must be an array, got: " + items.getNodeType());
    }

    /** Returns an item as its iteration gets it. */
    static JsonNode selected(Visit visit, State.Map map, Branch.Item item) throws EvaluationException {
        return map.itemSelector() == null ? item.value() : map.itemSelector().evaluate(visit.of(item));
    }
}
