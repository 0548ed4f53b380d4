package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.HistoryEvent;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** GetExecutionHistory. */
final class HistoryOperation implements Operation {
    private final Executions executions;

    HistoryOperation(Executions executions) {
        this.executions = executions;
    }

    @Override
    public JsonNode answer(ApiRequest request) {
        List<HistoryEvent> events =
                executions.require(request.requireArn("executionArn")).events();
        boolean reverse = request.flag("reverseOrder", false);
        HistoryView view = new HistoryView(request.flag("includeExecutionData", true));
        Stream<HistoryEvent> ordered = (reverse ? events.reversed() : events).stream();
        OptionalLong last = PageToken.read(request);
        Stream<HistoryEvent> rest = last.isEmpty()
                ? ordered
                : ordered.filter(event -> reverse ? event.id() < last.getAsLong() : event.id() > last.getAsLong());
        return Page.of(request, "events", rest, view::of, HistoryEvent::id);
    }
}
