package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.BucketItem.BEFORE_PAUSE;
import static dev.headgate.dynamodb.BucketItem.CONVERTED_FROM;
import static dev.headgate.dynamodb.BucketItem.EXPIRES_AT;
import static dev.headgate.dynamodb.BucketItem.PAUSED_TAT;
import static dev.headgate.dynamodb.BucketItem.TAT;
import static dev.headgate.dynamodb.PaceItem.PACE;
import static dev.headgate.dynamodb.PaceItem.PACE_OF;

import dev.headgate.permit.Pace;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A busy bucket counted in other terms ({@link Pace#converted}), as a write that needs it to be as it was seen. */
final class ConversionUpdate {
    private ConversionUpdate() {}

    static UpdateExpression of(Map<String, AttributeValue> seen, Pace pace, long now) {
        Optional<Pace> counted = PaceItem.read(seen);
        Pace old = counted.orElse(pace);
        long was = BucketItem.tat(seen);
        long tat = pace.converted(was, old, BucketItem.pausedUntil(seen), now);
        UpdateExpression update = new UpdateExpression()
                .when(TAT, "=", "seen", was)
                .set(TAT, Attributes.number(tat))
                .set(EXPIRES_AT, BucketItem.expires(Math.max(tat, was)))
                .set(PACE, PaceItem.of(pace))
                .set(PACE_OF, Attributes.number(pace.version()))
                .set(CONVERTED_FROM, Attributes.number(Math.max(was, Attributes.number(seen, CONVERTED_FROM, 0))));
        counted.ifPresentOrElse(terms -> update.when(PACE, "=", PaceItem.of(terms)), () -> update.whenAbsent(PACE));
        if (seen.containsKey(PAUSED_TAT)) {
            convertPause(update, seen, tat, pace, old, now);
        }
        return update;
    }

    /** A pause that nobody has reserved behind can still be taken back. */
    private static void convertPause(
            UpdateExpression update, Map<String, AttributeValue> seen, long tat, Pace pace, Pace old, long now) {
        if (Attributes.number(seen, PAUSED_TAT, 0) != BucketItem.tat(seen)) {
            update.remove(PAUSED_TAT).remove(BEFORE_PAUSE);
            return;
        }
        long before = Attributes.number(seen, BEFORE_PAUSE, 0);
        long converted = before > now ? pace.converted(before, old, 0, now) : before;
        update.set(PAUSED_TAT, Attributes.number(tat)).set(BEFORE_PAUSE, Attributes.number(converted));
    }
}
