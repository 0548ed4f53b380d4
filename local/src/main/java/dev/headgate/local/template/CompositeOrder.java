package dev.headgate.local.template;

import dev.headgate.local.cloudwatch.Alarm;
import dev.headgate.local.cloudwatch.CompositeAlarm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Composite alarms watch alarms that are there, and not, by way of others, themselves. */
final class CompositeOrder {

    private CompositeOrder() {}

    /** @throws TemplateException naming the first alarm that cannot be worked out from others */
    static void requireKnown(Map<String, Alarm> alarms) {
        Set<String> known = new HashSet<>();
        List<Map.Entry<String, Alarm>> left = new ArrayList<>(alarms.entrySet());
        while (left.removeIf(entry -> known.containsAll(watched(entry.getValue()))
                && known.add(entry.getValue().name()))) {
            // Those that watch only these come next.
        }
        if (!left.isEmpty()) {
            String logicalId = left.getFirst().getKey();
            Set<String> unknown = new HashSet<>(watched(left.getFirst().getValue()));
            unknown.removeAll(known);
            throw new TemplateException(
                    "Resources." + logicalId + ".Properties.AlarmRule",
                    "names alarms that are not in this template, or watch it in turn: " + unknown);
        }
    }

    private static Set<String> watched(Alarm alarm) {
        return alarm instanceof CompositeAlarm composite ? composite.rule().alarms() : Set.of();
    }
}
