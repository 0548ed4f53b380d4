package dev.headgate.local.asl;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A Map Run: its children, how many of them may run, and what became of them. */
final class DistributedRun implements MapRun {
    /** What AWS runs at once where no limit is set. */
    private static final int MOST = 10_000;

    /** An express execution lasts five minutes at most. */
    private static final long EXPRESS_SECONDS = 300;

    private final Run parent;
    private final State.Map map;
    private final DistributedMap distributed;
    private final String arn;
    private final Instant startDate;
    private final ResultSink sink;
    private final long knownItems;
    private final boolean exported;
    private final Map<Run, Launched> live = new HashMap<>();
    private final Tally items = new Tally();
    private final Tally executions = new Tally();
    private int maxConcurrency;
    private Tolerance tolerance;
    private long launched;
    private boolean stopping;
    private @Nullable StateFailure failure;
    private @Nullable Signal changed;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable Instant stopDate;

    DistributedRun(Visit visit, State.Map map, DistributedMap distributed, Settings settings) {
        this.parent = visit.branch().run();
        this.map = map;
        this.distributed = distributed;
        this.arn = settings.arn();
        this.sink = settings.sink();
        this.exported = sink.wantsPending();
        this.knownItems = settings.knownItems();
        this.maxConcurrency = settings.maxConcurrency();
        this.tolerance = settings.tolerance();
        this.startDate = visit.branch().time().now();
    }

    /** What a Map Run is begun with; {@code knownItems} is -1 where they were not counted. */
    record Settings(String arn, ResultSink sink, long knownItems, int maxConcurrency, Tolerance tolerance) {}

    private record Launched(long index, long items) {}

    /** Starts a child once there is room for one; returns false if no more are to be started. */
    boolean launch(ChildInput input) throws InterruptedException {
        synchronized (this) {
            items.read(input.items());
            executions.read(1);
        }
        await(() -> stopping || live.size() < (maxConcurrency == 0 ? MOST : maxConcurrency));
        Run child = child(input);
        synchronized (this) {
            if (stopping) {
                return false;
            }
            live.put(child, new Launched(launched++, input.items()));
            items.started(input.items());
            executions.started(1);
        }
        start(child);
        return true;
    }

    /** A child that a listener keeps from starting must not be waited for. */
    private void start(Run child) {
        ExecutionListener told;
        try {
            told = parent.listener().onChild(this, child);
        } catch (RuntimeException e) {
            synchronized (this) {
                live.remove(child);
            }
            throw e;
        }
        parent.billChild();
        child.start(map.processor(), express() ? EXPRESS_SECONDS : 0, told);
    }

    private Run child(ChildInput input) {
        String name = Uuids.next(parent.services().random());
        ExecutionRequest request = parent.request();
        return new Run(
                parent.services(),
                parent.functions(),
                new ExecutionRequest(
                        request.stateMachineArn() + "/" + distributed.label(),
                        request.stateMachineName() + "/" + distributed.label(),
                        Arns.childExecution(request, distributed.label(), name),
                        name,
                        request.roleArn(),
                        input.value()),
                this);
    }

    /** Takes a child that has ended. */
    void childEnded(Run child) {
        Launched ended;
        synchronized (this) {
            ended = live.get(child);
        }
        if (ended != null) {
            StateFailure writing = written(ended, child);
            account(child, ended, writing);
        }
    }

    private @Nullable StateFailure written(Launched ended, Run child) {
        try {
            sink.ended(ended.index(), child);
            return null;
        } catch (IOException e) {
            return new StateFailure(ErrorNames.RESULT_WRITER_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private synchronized void account(Run child, Launched ended, @Nullable StateFailure writing) {
        live.remove(child);
        items.ended(child.status(), ended.items());
        executions.ended(child.status(), 1);
        if (exported && writing == null) {
            items.written(ended.items());
            executions.written(1);
        }
        if (!stopping && writing != null) {
            fail(writing);
        }
        if (!stopping && tolerance.exceeded(items.unsuccessful(), items.total(knownItems))) {
            fail(new StateFailure(
                    ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD,
                    "The specified tolerated failure threshold was exceeded"));
        }
        wake();
    }

    private void fail(StateFailure with) {
        failure = with;
        stopping = true;
    }

    private void wake() {
        if (changed != null) {
            changed.fire();
            changed = null;
        }
    }

    /** Returns once a condition on the fields holds, which is looked at after each change of them. */
    private void await(BooleanSupplier condition) throws InterruptedException {
        while (true) {
            Signal next;
            synchronized (this) {
                if (condition.getAsBoolean()) {
                    return;
                }
                if (changed == null) {
                    changed = parent.services().time().signal();
                }
                next = changed;
            }
            next.await(null);
        }
    }

    /** Returns once all children have ended, or this has failed. */
    void awaitChildren() throws InterruptedException {
        await(() -> stopping || live.isEmpty());
    }

    /** Stops the children, and returns once they have ended: not even an interrupt lets anyone go on before. */
    void stopChildren() {
        List<Run> children;
        synchronized (this) {
            stopping = true;
            children = List.copyOf(live.keySet());
        }
        children.forEach(child -> child.abort(null, null));
        boolean interrupted = false;
        while (!childless()) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean childless() {
        try {
            await(live::isEmpty);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    synchronized @Nullable StateFailure failure() {
        return failure;
    }

    synchronized void end(ExecutionStatus last) {
        status = last;
        stopDate = parent.services().time().now();
    }

    Run parent() {
        return parent;
    }

    @Override
    public boolean express() {
        return distributed.express();
    }

    @Override
    public String arn() {
        return arn;
    }

    @Override
    public Execution execution() {
        return parent;
    }

    @Override
    public String stateName() {
        return map.name();
    }

    @Override
    public synchronized ExecutionStatus status() {
        return status;
    }

    @Override
    public Instant startDate() {
        return startDate;
    }

    @Override
    public synchronized @Nullable Instant stopDate() {
        return stopDate;
    }

    @Override
    public synchronized int maxConcurrency() {
        return maxConcurrency;
    }

    @Override
    public synchronized long toleratedFailureCount() {
        return tolerance.count() == null ? 0 : tolerance.count();
    }

    @Override
    public synchronized double toleratedFailurePercentage() {
        return tolerance.percentage() == null ? 0 : tolerance.percentage();
    }

    @Override
    public synchronized void update(
            @Nullable Integer newConcurrency, @Nullable Long failureCount, @Nullable Double failurePercentage) {
        maxConcurrency = newConcurrency == null ? maxConcurrency : newConcurrency;
        tolerance = tolerance.with(failureCount, failurePercentage);
        wake();
    }

    @Override
    public synchronized Counts itemCounts() {
        return items.counts(knownItems);
    }

    @Override
    public synchronized Counts executionCounts() {
        return executions.counts(distributed.batcher() == null ? knownItems : -1);
    }
}
