package dev.headgate.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.headgate.worker.DeadLetter;
import dev.headgate.worker.Event;
import dev.headgate.worker.Events;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Logs and metrics of one batch. Metrics, with the dimension {@code Limit}: GatewayCalls, Answered, Throttled, Failures,
 * Rejected, Tokens, Saved, AlreadyDone, DeadLettered, Requeued, SlowLane, Paused, Faults.
 *
 * <p>Events come from the threads of the calls, which know nothing of the request: its fields are handed to them, and
 * the numbers are summed here until the request's own thread hands them to the metrics.
 */
final class WorkerTelemetry implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerTelemetry.class);

    private final Map<String, LongAdder> sums = new ConcurrentHashMap<>();
    private final Map<String, String> requestFields;

    WorkerTelemetry() {
        Map<String, String> fields = MDC.getCopyOfContextMap();
        this.requestFields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    @Override
    public void note(Event event) {
        MDC.setContextMap(requestFields);
        switch (event) {
            case Event.Called called -> called(called);
            case Event.Saved saved -> add(saved.first() ? "Saved" : "AlreadyDone", 1);
            case Event.AlreadyDone done -> add("AlreadyDone", done.items());
            case Event.Paused paused -> paused(paused);
            case Event.DeadLettered letter -> deadLettered(letter);
            case Event.PutBack back -> putBack(back);
            case Event.Slowed slowed -> slowed(slowed);
            case Event.NobodyWaits gone ->
                LOG.warn("The task is over, its token was not answered", entry("job", gone.job()));
            case Event.Faulted faulted -> faulted(faulted);
        }
    }

    /** Writes the sums as metrics. Called once, by the request's own thread. */
    void emit(Metrics metrics, String limit) {
        if (!sums.isEmpty()) {
            metrics.addDimension("Limit", limit);
            new TreeMap<>(sums).forEach((name, sum) -> metrics.addMetric(name, (double) sum.sum(), MetricUnit.COUNT));
            metrics.flush();
        }
    }

    private void called(Event.Called called) {
        add("GatewayCalls", 1);
        switch (called.outcome()) {
            case ANSWERED -> {
                add("Answered", 1);
                add("Tokens", called.tokens());
            }
            case THROTTLED -> add("Throttled", 1);
            case FAILED -> add("Failures", 1);
            case REJECTED -> add("Rejected", 1);
        }
        if (!called.detail().isEmpty()) {
            LOG.info("The gateway did not answer", entry("reason", called.detail()));
        }
    }

    private void paused(Event.Paused paused) {
        add("Paused", 1);
        LOG.info(
                "The gateway asked for a pause",
                entry("millis", paused.duration().toMillis()));
    }

    /** What was malformed may be part of the cause then, and any text may be in it: that is for the queue only. */
    private void deadLettered(Event.DeadLettered letter) {
        add("DeadLettered", 1);
        String cause = letter.error().equals(DeadLetter.MALFORMED) ? "see the dead-letter queue" : letter.cause();
        LOG.warn(
                "Dead-lettered",
                entry("job", letter.job()),
                entry("deadLetterError", letter.error()),
                entry("cause", cause));
    }

    private void putBack(Event.PutBack back) {
        add("Requeued", back.items());
        LOG.info(
                "Put back",
                entry("job", back.job()),
                entry("items", back.items()),
                entry("delaySeconds", back.delay().toSeconds()),
                entry("why", back.why().name()));
    }

    private void slowed(Event.Slowed slowed) {
        add("SlowLane", slowed.items());
        LOG.info("Sent to the slow lane", entry("job", slowed.job()), entry("items", slowed.items()));
    }

    private void faulted(Event.Faulted faulted) {
        add("Faults", 1);
        LOG.error(
                "A part of the batch failed",
                entry("action", faulted.action()),
                entry("messageId", faulted.messageId()),
                faulted.fault());
    }

    private void add(String name, long count) {
        sums.computeIfAbsent(name, key -> new LongAdder()).add(count);
    }
}
