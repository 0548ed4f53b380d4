package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.InvalidRequestException;
import dev.headgate.worker.Delivery;
import dev.headgate.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/**
 * The AI worker: takes a batch of SQS messages ({@link WorkMessages}) through the gateway, and answers with those that
 * must be delivered again ({@code ReportBatchItemFailures}).
 *
 * <p>It throws only where no message can be worked at all: the event is not one of SQS, or the gateway's key cannot be
 * read. The whole batch is then delivered again.
 */
public final class AiWorkerHandler implements RequestStreamHandler {
    private final Worker worker;
    private final Worker slowLane;
    private final String slowLaneQueue;
    private final Runnable fetchKey;
    private final Runnable emit;
    private final String limit;
    private final InstantSource clock;

    /** Kept, for the runtime holds it weakly. */
    @SuppressWarnings({"UnusedVariable", "FieldCanBeLocal"})
    private final Object priming;

    /** Wires the parts from the template's variables. */
    public AiWorkerHandler() {
        this(new WorkerWiring(new Wiring(Environment.ofProcess())));
    }

    private AiWorkerHandler(WorkerWiring wiring) {
        this(
                wiring.worker(),
                wiring.slowLane(),
                nameOf(wiring.slowLaneQueueUrl(), '/'),
                wiring.key()::fetch,
                wiring::emit,
                wiring.limit(),
                InstantSource.system(),
                Priming.before(wiring::prime));
    }

    AiWorkerHandler(
            Worker worker, Runnable fetchKey, Runnable emit, String limit, InstantSource clock, Object priming) {
        this(worker, worker, "", fetchKey, emit, limit, clock, priming);
    }

    private AiWorkerHandler(
            Worker worker,
            Worker slowLane,
            String slowLaneQueue,
            Runnable fetchKey,
            Runnable emit,
            String limit,
            InstantSource clock,
            Object priming) {
        this.worker = worker;
        this.slowLane = slowLane;
        this.slowLaneQueue = slowLaneQueue;
        this.fetchKey = fetchKey;
        this.emit = emit;
        this.limit = limit;
        this.clock = clock;
        this.priming = priming;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Instant deadline = clock.instant().plusMillis(context.getRemainingTimeInMillis());
        Invocation.answer(input, output, context, JsonNode.class, event -> answer(event, deadline));
    }

    private BatchResponse answer(JsonNode event, Instant deadline) {
        List<Delivery> deliveries = deliveries(event);
        // Before any permit is taken: a key that is out of reach must not cost slots.
        fetchKey.run();
        WorkerTelemetry telemetry = new WorkerTelemetry();
        try {
            return BatchResponse.of(workerOf(event).work(deliveries, deadline, telemetry));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; the batch is delivered again", e);
        } finally {
            telemetry.emit(MetricsFactory.getMetricsInstance(), limit);
            emit.run();
        }
    }

    /** A batch is of one queue. */
    private Worker workerOf(JsonNode event) {
        String arn = event.path("Records").path(0).path("eventSourceARN").asText("");
        return !arn.isEmpty() && nameOf(arn, ':').equals(slowLaneQueue) ? slowLane : worker;
    }

    private static String nameOf(String place, char separator) {
        return place.substring(place.lastIndexOf(separator) + 1);
    }

    /** Reads AWS's envelope leniently, for it may grow; what is in it is ours, and read strictly. */
    private static List<Delivery> deliveries(JsonNode event) {
        JsonNode records = event.path("Records");
        if (!records.isArray()) {
            throw new InvalidRequestException("Records must be an array of SQS messages, got: none");
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (JsonNode message : records) {
            String id = message.path("messageId").asText("");
            deliveries.add(WorkMessages.parse(id, message.path("body").asText("")));
        }
        return deliveries;
    }
}
