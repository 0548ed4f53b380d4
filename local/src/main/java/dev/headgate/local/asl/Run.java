package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.jsonata.ImpureFunctions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An execution on its way: its own thread walks through the flow, until that ends or the execution is stopped. */
final class Run implements Execution {
    private final Services services;
    private final ImpureFunctions functions;
    private final ExecutionRequest request;
    private final @Nullable DistributedRun parent;
    private final History history = new History(this);
    private final Bill bill;
    private final Strand strand;
    private final Signal ended;
    private final Instant startDate;
    private final AtomicReference<@Nullable Outcome> stop = new AtomicReference<>();
    private volatile @Nullable Outcome outcome;
    private ExecutionListener listener = (execution, event) -> {};

    Run(Services services, ImpureFunctions functions, ExecutionRequest request, @Nullable DistributedRun parent) {
        this.services = services;
        this.functions = functions;
        this.request = request;
        this.parent = parent;
        this.bill = new Bill(parent);
        this.strand = new Strand(services.time());
        this.ended = services.time().signal();
        this.startDate = services.time().now();
    }

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
            return Outcome.succeeded(
                    new Walker(branch).walk(flow, request.input()),
                    services.time().now());
        } catch (StateFailure e) {
            return failed(e.error(), e.cause());
        } catch (InterruptedException e) {
            return failed(ErrorNames.RUNTIME, "The execution was interrupted.");
        } catch (RuntimeException | StackOverflowError e) {
            return failed(ErrorNames.RUNTIME, String.valueOf(e));
        }
    }

    private Outcome failed(@Nullable String error, @Nullable String cause) {
        return Outcome.failed(error, cause, services.time().now());
    }

    private void end(Outcome walked) {
        Outcome asked = stop.getAndSet(walked);
        Outcome last = asked == null ? walked : asked;
        try {
            history.close(last);
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

    @Override
    public void await() throws InterruptedException {
        ended.await(null);
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

    History history() {
        return history;
    }

    Bill bill() {
        return bill;
    }

    @Override
    public ExecutionRequest request() {
        return request;
    }

    @Override
    public Instant startDate() {
        return startDate;
    }

    @Override
    public long billedTransitions() {
        return bill.transitions();
    }

    @Override
    public @Nullable MapRun mapRun() {
        return parent;
    }

    @Override
    public ExecutionStatus status() {
        Outcome last = outcome;
        return last == null ? ExecutionStatus.RUNNING : last.status();
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
}
