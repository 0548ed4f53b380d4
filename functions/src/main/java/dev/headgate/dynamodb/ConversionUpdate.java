package dev.headgate.dynamodb;

import dev.headgate.permit.Pace;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A busy bucket counted in other terms ({@link Pace#converted}), as a write that needs it to be as it was seen. */
final class ConversionUpdate {
    private ConversionUpdate() {}

    static UpdateItemRequest of(
            UpdateItemRequest.Builder request, Map<String, AttributeValue> seen, Pace pace, long now) {
        Optional<Pace> counted = PaceItem.read(seen);
        Pace old = counted.orElse(pace);
        long was = Attributes.number(seen, "tat", 0);
        long tat = pace.converted(was, old, Attributes.number(seen, "pausedUntil", 0), now);
        UpdateExpression update = new UpdateExpression()
                .when("tat", "=", Attributes.number(was))
                .set("tat", Attributes.number(tat))
                .set("expiresAt", DynamoDbPermitStore.expires(Math.max(tat, was)))
                .set("pace", PaceItem.of(pace))
                .set("paceOf", Attributes.number(pace.version()))
                .set("convertedFrom", Attributes.number(Math.max(was, Attributes.number(seen, "convertedFrom", 0))));
        counted.ifPresentOrElse(terms -> update.when("pace", "=", PaceItem.of(terms)), () -> update.whenAbsent("pace"));
        if (seen.containsKey("pausedTat")) {
            convertPause(update, seen, tat, pace, old, now);
        }
        return update.applyTo(request.overrideConfiguration(Calls.once())).build();
    }

    /** A pause that nobody has reserved behind can still be taken back. */
    private static void convertPause(
            UpdateExpression update, Map<String, AttributeValue> seen, long tat, Pace pace, Pace old, long now) {
        if (Attributes.number(seen, "pausedTat", 0) != Attributes.number(seen, "tat", 0)) {
            update.remove("pausedTat").remove("beforePause");
            return;
        }
        long before = Attributes.number(seen, "beforePause", 0);
        long converted = before > now ? pace.converted(before, old, 0, now) : before;
        update.set("pausedTat", Attributes.number(tat)).set("beforePause", Attributes.number(converted));
    }
}
