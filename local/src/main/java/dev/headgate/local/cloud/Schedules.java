package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.template.StackSchedule;
import dev.headgate.local.template.StackSchedule.Sender;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Calls functions as the template's schedules say, the first time after one interval. */
final class Schedules implements AutoCloseable {

    private final BiConsumer<String, String> call;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("headgate-schedules").factory());

    private Schedules(BiConsumer<String, String> call, InstantSource clock) {
        this.call = call;
        this.clock = clock;
    }

    /** @param call is given a function's logical id and an event */
    static Schedules start(List<StackSchedule> schedules, BiConsumer<String, String> call, InstantSource clock) {
        Schedules started = new Schedules(call, clock);
        schedules.stream().filter(StackSchedule::enabled).forEach(started::start);
        return started;
    }

    private void start(StackSchedule schedule) {
        long millis = schedule.every().toMillis();
        var _ = timer.scheduleAtFixedRate(
                () -> call.accept(schedule.function(), payload(schedule, clock.instant())),
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Returns what a schedule sends at that moment. */
    static String payload(StackSchedule schedule, Instant now) {
        return Optional.ofNullable(schedule.input())
                .orElseGet(() -> event(schedule, now).toString());
    }

    /**
     * The event of a schedule that has no input of its own.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html">Its form</a>
     */
    static ObjectNode event(StackSchedule schedule, Instant now) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", schedule.sender().source())
                .put("account", "000000000000")
                .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", "us-east-1");
        event.putArray("resources").add(schedule.arn());
        if (schedule.sender() == Sender.SCHEDULER) {
            return event.put("detail", "{}"); // Scheduler sends a text here
        }
        event.putObject("detail");
        return event;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
