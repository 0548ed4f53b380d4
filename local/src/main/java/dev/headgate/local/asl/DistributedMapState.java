package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt of a Map in distributed mode: one Map Run. */
final class DistributedMapState {
    private final Visit visit;
    private final State.Map map;
    private final DistributedMap distributed;
    private final Branch branch;
    private final DistributedItems items;

    DistributedMapState(Visit visit, State.Map map, DistributedMap distributed) {
        this.visit = visit;
        this.map = map;
        this.distributed = distributed;
        this.branch = visit.branch();
        this.items = new DistributedItems(visit, map, distributed);
    }

    JsonNode run() throws StateFailure, EvaluationException, InterruptedException {
        DistributedRun.Settings settings = settings();
        ChildInputs.@Nullable Batching batching = batching();
        branch.publish(EventType.MAP_STATE_STARTED, Map.of("length", Math.max(0, settings.knownItems())));
        DistributedRun mapRun = new DistributedRun(visit, map, distributed, settings);
        branch.publish(EventType.MAP_RUN_STARTED, Map.of("mapRunArn", mapRun.arn()));
        branch.run().listener().onMapRunStart(mapRun);
        try {
            JsonNode result = result(mapRun, settings.sink(), batching);
            ended(mapRun, ExecutionStatus.SUCCEEDED);
            branch.publish(EventType.MAP_RUN_SUCCEEDED, Map.of());
            branch.publish(EventType.MAP_STATE_SUCCEEDED, Map.of());
            return result;
        } catch (EvaluationException e) {
            throw failed(mapRun, visit.failure(e));
        } catch (StateFailure e) {
            throw failed(mapRun, e);
        } catch (InterruptedException e) {
            ended(mapRun, ExecutionStatus.ABORTED);
            branch.publish(EventType.MAP_RUN_ABORTED, Map.of());
            branch.publish(EventType.MAP_STATE_ABORTED, Map.of());
            throw e;
        }
    }

    private StateFailure failed(DistributedRun mapRun, StateFailure e) {
        ended(mapRun, ExecutionStatus.FAILED);
        branch.publish(EventType.MAP_RUN_FAILED, Details.failure(e.error(), e.cause()));
        branch.publish(EventType.MAP_STATE_FAILED, Map.of());
        return e;
    }

    private void ended(DistributedRun mapRun, ExecutionStatus status) {
        mapRun.end(status);
        branch.run().listener().onMapRunEnd(mapRun);
    }

    private JsonNode result(DistributedRun mapRun, ResultSink sink, ChildInputs.@Nullable Batching batching)
            throws StateFailure, EvaluationException, InterruptedException {
        try (ItemSource source = items.open()) {
            ChildInputs inputs = new ChildInputs(visit, map, source, batching);
            ChildInput refused = launchAll(mapRun, inputs);
            StateFailure failure = mapRun.children().failure();
            if (failure != null) {
                writePending(sink, refused, inputs);
            }
            JsonNode result = finished(sink);
            if (failure != null) {
                throw failure;
            }
            return result;
        } catch (IOException e) {
            throw DistributedItems.unreadable(e);
        }
    }

    /** Returns the input that was read and not started, because the Map Run failed; null otherwise. */
    private static @Nullable ChildInput launchAll(DistributedRun mapRun, ChildInputs inputs)
            throws IOException, EvaluationException, InterruptedException {
        try {
            ChildInput input = inputs.next();
            while (input != null && mapRun.launch(input)) {
                input = inputs.next();
            }
            mapRun.children().awaitAll();
            return input;
        } finally {
            mapRun.children().stop();
        }
    }

    private static void writePending(ResultSink sink, @Nullable ChildInput refused, ChildInputs inputs)
            throws IOException, EvaluationException {
        ChildInput input = sink.wantsPending() ? refused : null;
        while (input != null) {
            sink.pending(input.value());
            input = inputs.next();
        }
    }

    private static JsonNode finished(ResultSink sink) throws StateFailure {
        try {
            return sink.finish();
        } catch (IOException e) {
            throw new StateFailure(ErrorNames.RESULT_WRITER_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private DistributedRun.Settings settings() throws EvaluationException, StateFailure {
        String id = Uuids.next(branch.run().services().random());
        String arn = Arns.mapRun(branch.run().request(), distributed.label(), id);
        Tolerance tolerance = tolerance();
        long known = items.size();
        return new DistributedRun.Settings(
                arn,
                sink(arn, id),
                known < 0 && tolerance.needsTotal() ? items.count() : known,
                new MapRunBounds(
                        map.maxConcurrency() == null
                                ? 0
                                : (int) map.maxConcurrency().whole(visit, 0, Value.MAX_SECONDS),
                        tolerance));
    }

    private Tolerance tolerance() throws EvaluationException {
        Value count = distributed.toleratedFailureCount();
        Value percentage = distributed.toleratedFailurePercentage();
        return new Tolerance(
                count == null ? null : count.whole(visit, 0, Long.MAX_VALUE),
                percentage == null ? null : percentage.number(visit, 100));
    }

    private ResultSink sink(String arn, String id) throws EvaluationException {
        DistributedMap.ResultWriter writer = distributed.writer();
        if (writer == null || writer.arguments() == null) {
            return new CollectedResults(
                    visit, writer == null ? DistributedMap.Transformation.COMPACT : writer.transformation());
        }
        JsonNode arguments = writer.arguments().evaluate(visit);
        String prefix = arguments.has("Prefix") ? DistributedItems.text(arguments, "Prefix") : "";
        return new ExportedResults(
                branch.run().services().objects(),
                writer,
                arn,
                DistributedItems.text(arguments, "Bucket"),
                (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + id + "/");
    }

    private ChildInputs.@Nullable Batching batching() throws EvaluationException {
        DistributedMap.ItemBatcher batcher = distributed.batcher();
        if (batcher == null) {
            return null;
        }
        return new ChildInputs.Batching(
                batcher.maxItems() == null ? Long.MAX_VALUE : batcher.maxItems().whole(visit, 1, Long.MAX_VALUE),
                batcher.maxBytes() == null ? JsonSize.LIMIT : batcher.maxBytes().whole(visit, 1, JsonSize.LIMIT),
                batcher.batchInput() == null ? null : batcher.batchInput().evaluate(visit));
    }
}
