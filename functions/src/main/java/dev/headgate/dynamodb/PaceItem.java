package dev.headgate.dynamodb;

import dev.headgate.permit.Pace;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A pace in a bucket's item: {@code pace} is {@code T/τ}, which asks compare, {@code paceOf} its version. */
final class PaceItem {
    static final String PACE = "pace";
    static final String PACE_OF = "paceOf";

    private PaceItem() {}

    static AttributeValue of(Pace pace) {
        return Attributes.string(pace.interval() + "/" + pace.tolerance());
    }

    /** Returns what the item's {@code tat} is counted in; empty if nobody has said so yet. */
    static Optional<Pace> read(Map<String, AttributeValue> item) {
        String pace = Attributes.string(item, PACE, "");
        int slash = pace.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new Pace(
                        Long.parseLong(pace.substring(0, slash)),
                        Long.parseLong(pace.substring(slash + 1)),
                        Attributes.number(item, PACE_OF, 0)));
    }
}
