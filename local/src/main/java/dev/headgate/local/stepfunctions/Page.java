package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.function.Function;
import java.util.stream.Stream;

/** One page of a list. */
final class Page {
    private Page() {}

    /**
     * The first entries, with a token where there are more.
     *
     * @param rest what was not shown yet
     */
    static <T> ObjectNode of(
            ApiRequest request, String member, Stream<T> rest, Function<T, JsonNode> view, Function<T, Long> place) {
        ObjectNode page = Json.object();
        ArrayNode entries = page.putArray(member);
        int size = request.pageSize();
        var iterator = rest.iterator();
        T last = null;
        while (entries.size() < size && iterator.hasNext()) {
            last = iterator.next();
            entries.add(view.apply(last));
        }
        if (last != null && iterator.hasNext()) {
            page.put("nextToken", PageToken.of(place.apply(last)));
        }
        return page;
    }
}
