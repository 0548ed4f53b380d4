package dev.headgate.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** The Events of a function, of which each reader takes its own types; a type that nobody takes is refused. */
final class FunctionEvents {

    static final String QUEUE = "SQS";
    static final String RULE = "EventBridgeRule";
    static final String SCHEDULE = "Schedule";
    static final String SCHEDULER = "ScheduleV2";

    private static final List<String> TYPES = List.of(QUEUE, RULE, SCHEDULE, SCHEDULER);

    private FunctionEvents() {}

    /**
     * What a reader makes of each event of a type.
     *
     * @param reader takes the logical id that SAM gives to the event, and its properties
     */
    static <T> List<T> read(Declared function, String type, BiFunction<String, Fields, T> reader) {
        List<T> result = new ArrayList<>();
        function.fields().tree("Events").properties().forEach(event -> {
            String path = function.path() + ".Events." + event.getKey();
            Fields fields = new Fields(event.getValue(), path).only(Set.of("Type", "Properties"), Set.of());
            String found = fields.requireText("Type");
            if (!TYPES.contains(found)) {
                throw new TemplateException(
                        path + ".Type", "must be one of " + TYPES + " on this machine, got: " + found);
            }
            if (found.equals(type)) {
                result.add(reader.apply(function.logicalId() + event.getKey(), fields.fields("Properties")));
            }
        });
        return result;
    }
}
