package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.number;

import dev.headgate.permit.Nanos;
import dev.headgate.permit.Schedule;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A schedule as a map: {@code startAt}, {@code interval} (nanoseconds), {@code burst}, {@code permits}. */
final class ScheduleItem {
    private ScheduleItem() {}

    static AttributeValue of(Schedule schedule) {
        return AttributeValue.fromM(Map.of(
                "startAt", number(Nanos.of(schedule.startAt())),
                "interval", number(schedule.interval().toNanos()),
                "burst", number(schedule.burst()),
                "permits", number(schedule.permits())));
    }

    static Schedule read(Map<String, AttributeValue> item, String name) {
        Map<String, AttributeValue> schedule = Attributes.map(item, name);
        return new Schedule(
                Nanos.toInstant(Attributes.number(schedule, "startAt", 0)),
                (int) Attributes.number(schedule, "burst", 1),
                Duration.ofNanos(Attributes.number(schedule, "interval", 0)),
                (int) Attributes.number(schedule, "permits", 1));
    }
}
