package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Polls one queue and calls its function: first a free slot, then a batch, so that no message waits received and its
 * receive count tells the tries. What fails is left to the queue: it comes back after the visibility timeout, and goes
 * to the dead-letter queue when it was received too often.
 *
 * <p>A throttled call is a failed batch, as on Lambda; the slots keep within the function's own concurrency, so that it
 * takes another caller of the function to bring that about.
 */
final class QueuePoller implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QueuePoller.class.getName());
    private static final Duration LONG_POLL = Duration.ofSeconds(5);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final LambdaService lambda;
    private final SqsQueue queue;
    private final ConcurrencyGate gate;
    private final ExecutorService batches = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder deleted = new LongAdder();
    private volatile EventSourceMapping mapping;
    private volatile boolean stopping;
    private final Thread receiver = Thread.ofVirtual().unstarted(this::poll);

    QueuePoller(LambdaService lambda, SqsQueue queue, EventSourceMapping mapping) {
        this.lambda = lambda;
        this.queue = queue;
        this.mapping = mapping;
        this.gate = new ConcurrencyGate(slots(mapping));
    }

    void start() {
        receiver.start();
    }

    EventSourceMapping mapping() {
        return mapping;
    }

    /** Returns how many messages it has deleted. */
    long deleted() {
        return deleted.sum();
    }

    boolean enabled() {
        return gate.isOpen();
    }

    void setEnabled(boolean enabled) {
        gate.setOpen(enabled);
    }

    void setMaximumConcurrency(int maximumConcurrency) {
        EventSourceMapping changed = mapping.withMaximumConcurrency(maximumConcurrency);
        gate.setMaximum(slots(changed));
        mapping = changed;
    }

    /** Keeps within what the function may handle at once now. */
    void followConcurrency() {
        gate.setMaximum(slots(mapping));
    }

    private int slots(EventSourceMapping wanted) {
        int ofFunction = lambda.concurrency(wanted.functionName());
        return wanted.maximumConcurrency() == 0 ? ofFunction : Math.min(ofFunction, wanted.maximumConcurrency());
    }

    private void poll() {
        try {
            while (!stopping) {
                gate.enter();
                List<SqsMessage> batch = gatherOrNone();
                if (batch.isEmpty()) {
                    gate.leave();
                } else {
                    batches.execute(() -> handle(batch));
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SqsMessage> gatherOrNone() throws InterruptedException {
        try {
            return gather();
        } catch (IOException unreachable) {
            if (!stopping) {
                LOG.log(System.Logger.Level.WARNING, "cannot poll " + queue.arn() + ": " + unreachable.getMessage());
                Thread.sleep(RETRY_PAUSE);
            }
            return List.of();
        }
    }

    /** Returns a full batch, or what came within the window after the first message; may be empty. */
    private List<SqsMessage> gather() throws IOException, InterruptedException {
        EventSourceMapping now = mapping;
        List<SqsMessage> batch = new ArrayList<>(queue.receive(now.batchSize(), LONG_POLL));
        long end = System.nanoTime() + now.window().toNanos();
        while (!batch.isEmpty() && batch.size() < now.batchSize() && System.nanoTime() < end) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            List<SqsMessage> more = queue.receive(now.batchSize() - batch.size(), min(left, LONG_POLL));
            batch.addAll(more);
            if (more.isEmpty() && left.toSeconds() == 0) {
                Thread.sleep(min(left, Duration.ofMillis(50))); // less than SQS can wait for
            }
        }
        return batch;
    }

    private void handle(List<SqsMessage> batch) {
        try {
            InvocationResult result = lambda.invoke(mapping.functionName(), event(batch));
            List<SqsMessage> done = BatchAnswer.done(result, batch, mapping.reportBatchItemFailures());
            List<String> refused = queue.delete(done);
            deleted.add(done.size() - refused.size());
            if (!refused.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, "not deleted from " + queue.arn() + ": " + refused);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "a batch of " + queue.arn() + " comes back later", failed);
        } finally {
            gate.leave();
        }
    }

    private byte[] event(List<SqsMessage> batch) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        batch.forEach(message -> records.add(message.eventRecord(queue.arn())));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Stops polling; batches under way go on. */
    void stop() {
        stopping = true;
        receiver.interrupt();
    }

    /** Stops polling and returns when the batches under way are finished. */
    @Override
    public void close() {
        stop();
        try {
            receiver.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        batches.close();
    }
}
