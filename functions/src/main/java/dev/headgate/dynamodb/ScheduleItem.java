package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.number;

import dev.headgate.permit.Nanos;
import dev.headgate.permit.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A schedule as a map: {@code startAt}, {@code interval} (nanoseconds), {@code burst}, {@code permits}, and where there are
 * units behind the burst {@code nextAt}. Without that they are counted from {@code startAt}: so an earlier version of this
 * function promised them.
 */
final class ScheduleItem {
    private ScheduleItem() {}

    static AttributeValue of(Schedule schedule) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("startAt", number(Nanos.of(schedule.startAt())));
        item.put("interval", number(schedule.interval().toNanos()));
        item.put("burst", number(schedule.burst()));
        item.put("permits", number(schedule.permits()));
        if (schedule.isPaced()) {
            item.put("nextAt", number(Nanos.of(schedule.nextAt())));
        }
        return AttributeValue.fromM(item);
    }

    static Schedule read(Map<String, AttributeValue> item, String name) {
        Map<String, AttributeValue> schedule = Attributes.map(item, name);
        Instant startAt = Nanos.toInstant(Attributes.number(schedule, "startAt", 0));
        Duration interval = Duration.ofNanos(Attributes.number(schedule, "interval", 0));
        return new Schedule(
                startAt,
                (int) Attributes.number(schedule, "burst", 1),
                Nanos.toInstant(Attributes.number(schedule, "nextAt", Nanos.of(startAt.plus(interval)))),
                interval,
                (int) Attributes.number(schedule, "permits", 1));
    }
}
