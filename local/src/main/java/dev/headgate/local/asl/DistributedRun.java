package dev.headgate.local.asl;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A Map Run: starts a child execution for each input, takes what becomes of it, and tells how far it has come. */
final class DistributedRun implements MapRun {

    /** An express execution lasts five minutes at most. */
    private static final long EXPRESS_SECONDS = 300;

    private final Run parent;
    private final State.Map map;
    private final DistributedMap distributed;
    private final String arn;
    private final Instant startDate;
    private final ResultSink sink;
    private final Children children;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable Instant stopDate;

    DistributedRun(Visit visit, State.Map map, DistributedMap distributed, Settings settings) {
        this.parent = visit.branch().run();
        this.map = map;
        this.distributed = distributed;
        this.arn = settings.arn();
        this.sink = settings.sink();
        this.startDate = visit.branch().time().now();
        boolean batched = distributed.batcher() != null;
        Progress progress = new Progress(settings.knownItems(), batched, sink.wantsPending());
        this.children = new Children(visit.branch().time(), progress, settings.bounds());
    }

    /** What a Map Run is begun with; {@code knownItems} is -1 where they were not counted. */
    record Settings(String arn, ResultSink sink, long knownItems, MapRunBounds bounds) {}

    Run parent() {
        return parent;
    }

    Children children() {
        return children;
    }

    /** Starts a child once there is room for one; returns false if no more are to be started. */
    boolean launch(ChildInput input) throws InterruptedException {
        children.awaitRoom(input.items());
        Run child = child(input);
        if (!children.add(child, input.items())) {
            return false;
        }
        ExecutionListener told = told(child);
        parent.bill().recordChild();
        child.start(map.processor(), express() ? EXPRESS_SECONDS : 0, told);
        return true;
    }

    private Run child(ChildInput input) {
        String name = Uuids.next(parent.services().random());
        ExecutionRequest request = parent.request().child(distributed.label(), name, input.value());
        return new Run(parent.services(), parent.functions(), request, this);
    }

    /** A child that a listener keeps from starting must not be waited for. */
    private ExecutionListener told(Run child) {
        try {
            return parent.listener().onChild(this, child);
        } catch (RuntimeException e) {
            children.remove(child);
            throw e;
        }
    }

    /** Takes a child that has ended. */
    void childEnded(Run child) {
        Children.Launched launched = children.launched(child);
        if (launched != null) {
            children.ended(child, launched, write(launched.index(), child));
        }
    }

    /** Returns why the child's result cannot be written, or null if it is. */
    private @Nullable StateFailure write(long index, Run child) {
        try {
            sink.ended(index, child);
            return null;
        } catch (IOException e) {
            return new StateFailure(ErrorNames.RESULT_WRITER_FAILED, String.valueOf(e.getMessage()));
        }
    }

    synchronized void end(ExecutionStatus last) {
        status = last;
        stopDate = parent.services().time().now();
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
    public int maxConcurrency() {
        return children.bounds().maxConcurrency();
    }

    @Override
    public long toleratedFailureCount() {
        return children.bounds().toleratedFailureCount();
    }

    @Override
    public double toleratedFailurePercentage() {
        return children.bounds().toleratedFailurePercentage();
    }

    @Override
    public void update(
            @Nullable Integer maxConcurrency, @Nullable Long failureCount, @Nullable Double failurePercentage) {
        children.bound(maxConcurrency, failureCount, failurePercentage);
    }

    @Override
    public Counts itemCounts() {
        return children.items();
    }

    @Override
    public Counts executionCounts() {
        return children.executions();
    }
}
