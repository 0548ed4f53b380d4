package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.jsonata.ImpureFunctions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An execution on its way.
 *
 * <p>Billed transitions: "Step Functions counts a state transition each time a step of your workflow is executed", and
 * each retry is one more; so a state entered is one, and ending is none. A distributed Map is "charged for one state
 * transition for each child workflow execution" that it starts, and a standard child's own states are charged like any
 * others; an express child is charged by requests and time instead.
 *
 * @see <a href="https://aws.amazon.com/step-functions/pricing/">pricing</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html">transitions</a>
 */
final class Run implements Execution {
    private final Services services;
    private final ImpureFunctions functions;
    private final ExecutionRequest request;
    private final @Nullable DistributedRun parent;
    private final boolean express;
    private final Strand strand;
    private final Signal ended;
    private final Instant startDate;
    private final LongAdder billed = new LongAdder();
    private final AtomicReference<@Nullable Outcome> stop = new AtomicReference<>();
    private volatile @Nullable Outcome outcome;
    private ExecutionListener listener = (execution, event) -> {};
    private long lastId;

    Run(Services services, ImpureFunctions functions, ExecutionRequest request, @Nullable DistributedRun parent) {
        this.services = services;
        this.functions = functions;
        this.request = request;
        this.parent = parent;
        this.express = parent != null && parent.express();
        this.strand = new Strand(services.time());
        this.ended = services.time().signal();
        this.startDate = services.time().now();
    }

    private record Outcome(
            ExecutionStatus status,
            Instant stopDate,
            @Nullable JsonNode output,
            @Nullable String error,
            @Nullable String cause) {}

    /** Starts the thread that walks through {@code flow}. */
    void start(Flow flow, long timeoutSeconds, ExecutionListener told) {
        listener = told;
        services.time().start("execution " + request.name(), () -> walk(flow, timeoutSeconds));
    }

    private void walk(Flow flow, long timeoutSeconds) {
        strand.begin();
        Time.Timer timer = timeoutSeconds == 0
                ? () -> {}
                : services.time().schedule(startDate.plusSeconds(timeoutSeconds), this::timeOut);
        try {
            end(walked(flow));
        } finally {
            timer.cancel();
            ended.fire();
        }
    }

    private Outcome walked(Flow flow) {
        Branch branch = new Branch(this, new Scope(null), strand, null, 0);
        try {
            branch.publish(EventType.EXECUTION_STARTED, Map.of("input", request.input(), "roleArn", request.roleArn()));
            strand.check();
            JsonNode output = new Walker(branch).walk(flow, request.input());
            return new Outcome(ExecutionStatus.SUCCEEDED, services.time().now(), output, null, null);
        } catch (StateFailure e) {
            return failed(e.error(), e.cause());
        } catch (InterruptedException e) {
            return failed(ErrorNames.RUNTIME, "The execution was interrupted.");
        } catch (RuntimeException | StackOverflowError e) {
            return failed(ErrorNames.RUNTIME, String.valueOf(e));
        }
    }

    private Outcome failed(@Nullable String error, @Nullable String cause) {
        return new Outcome(ExecutionStatus.FAILED, services.time().now(), null, error, cause);
    }

    private void end(Outcome walked) {
        Outcome asked = stop.getAndSet(walked);
        Outcome last = asked == null ? walked : asked;
        try {
            publish(endType(last.status()), lastEvent(), endDetails(last));
        } finally {
            outcome = last;
            tellOfEnd();
        }
    }

    /** A listener that throws must not leave a Map Run waiting for this child. */
    private void tellOfEnd() {
        try {
            listener.onEnd(this);
        } finally {
            if (parent != null) {
                parent.childEnded(this);
            }
        }
    }

    private static EventType endType(ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> EventType.EXECUTION_SUCCEEDED;
            case TIMED_OUT -> EventType.EXECUTION_TIMED_OUT;
            case ABORTED -> EventType.EXECUTION_ABORTED;
            case FAILED, RUNNING -> EventType.EXECUTION_FAILED;
        };
    }

    private static Map<String, Object> endDetails(Outcome last) {
        return last.output() == null ? Details.failure(last.error(), last.cause()) : Map.of("output", last.output());
    }

    private synchronized long lastEvent() {
        return lastId;
    }

    synchronized long publish(EventType type, long previous, Map<String, Object> details) {
        long id = ++lastId;
        listener.onEvent(this, new HistoryEvent(id, previous, services.time().now(), type, details));
        return id;
    }

    private void timeOut() {
        stop(ExecutionStatus.TIMED_OUT, ErrorNames.TIMEOUT, "The execution ran longer than its TimeoutSeconds.");
    }

    @Override
    public void abort(@Nullable String error, @Nullable String cause) {
        stop(ExecutionStatus.ABORTED, error, cause);
    }

    private void stop(ExecutionStatus status, @Nullable String error, @Nullable String cause) {
        if (stop.compareAndSet(null, new Outcome(status, services.time().now(), null, error, cause))) {
            strand.cancel();
        }
    }

    /** Counts a billed transition, here and in the execution that this is a child of. */
    void bill() {
        if (!express) {
            billChild();
        }
    }

    /** Counts the start of a child execution. */
    void billChild() {
        billed.increment();
        if (parent != null) {
            parent.parent().billChild();
        }
    }

    Services services() {
        return services;
    }

    ImpureFunctions functions() {
        return functions;
    }

    ExecutionListener listener() {
        return listener;
    }

    @Override
    public ExecutionRequest request() {
        return request;
    }

    @Override
    public ExecutionStatus status() {
        Outcome last = outcome;
        return last == null ? ExecutionStatus.RUNNING : last.status();
    }

    @Override
    public Instant startDate() {
        return startDate;
    }

    @Override
    public @Nullable Instant stopDate() {
        Outcome last = outcome;
        return last == null ? null : last.stopDate();
    }

    @Override
    public @Nullable JsonNode output() {
        Outcome last = outcome;
        return last == null ? null : last.output();
    }

    @Override
    public @Nullable String error() {
        Outcome last = outcome;
        return last == null ? null : last.error();
    }

    @Override
    public @Nullable String cause() {
        Outcome last = outcome;
        return last == null ? null : last.cause();
    }

    @Override
    public long billedTransitions() {
        return billed.sum();
    }

    @Override
    public @Nullable MapRun mapRun() {
        return parent;
    }

    @Override
    public void await() throws InterruptedException {
        ended.await(null);
    }
}
