package dev.headgate.local.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Metrics and alarms of a run: once a second it reads what was printed, measures services and evaluates alarms. */
public final class CloudWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CloudWatch.class.getName());

    /** How far back values are kept at least; longer where an alarm looks further. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final InstantSource clock;
    private final MetricStore store;
    private final EmfLines lines;
    private final Alarms alarms;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("headgate-cloudwatch").factory());

    /**
     * Takes the alarms; nothing is evaluated before {@link #start}.
     *
     * @param longestPeriod shortens the periods of alarms; null leaves them
     * @param listener is told of each change of a state
     */
    public CloudWatch(
            Collection<Alarm> alarms,
            @Nullable Duration longestPeriod,
            Consumer<StateChange> listener,
            InstantSource clock) {
        List<Alarm> shortened =
                alarms.stream().map(alarm -> shortened(alarm, longestPeriod)).toList();
        this.clock = clock;
        this.store = new MetricStore(kept(shortened));
        this.lines = new EmfLines(store);
        this.alarms = new Alarms(shortened, store, listener, clock.instant());
    }

    private static Alarm shortened(Alarm alarm, @Nullable Duration longestPeriod) {
        return longestPeriod != null && alarm instanceof MetricAlarm metric
                ? metric.withPeriodAtMost(longestPeriod)
                : alarm;
    }

    private static Duration kept(List<Alarm> alarms) {
        return alarms.stream()
                .filter(MetricAlarm.class::isInstance)
                .map(MetricAlarm.class::cast)
                .map(alarm -> alarm.period().multipliedBy(Judgement.range(alarm) + 1L))
                .reduce(KEPT, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /**
     * Measures and evaluates from now on, once a second.
     *
     * @param meter adds what services have done
     */
    public void start(Meter meter) {
        var _ = timer.scheduleAtFixedRate(() -> tickAndLog(meter), 1, 1, TimeUnit.SECONDS);
    }

    private void tickAndLog(Meter meter) {
        try {
            tick(meter);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "metrics of this second are missing: " + failed);
        }
    }

    /** Reads, measures and evaluates once. */
    void tick(Meter meter) throws InterruptedException {
        Instant now = clock.instant();
        lines.read();
        meter.measure(store, now);
        alarms.evaluate(now);
    }

    /** Takes a line that a function has printed; quick, whatever it is. */
    public void printed(String line) {
        lines.take(line);
    }

    public MetricStore metrics() {
        return store;
    }

    public Alarms alarms() {
        return alarms;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Adds what AWS's services have done to the metrics. */
    @FunctionalInterface
    public interface Meter {
        /** Adds the values of now. */
        void measure(MetricStore store, Instant now) throws InterruptedException;
    }
}
