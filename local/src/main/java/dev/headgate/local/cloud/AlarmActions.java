package dev.headgate.local.cloud;

import dev.headgate.local.cloudwatch.AlarmEvents;
import dev.headgate.local.cloudwatch.StateChange;
import dev.headgate.local.lambda.LambdaService;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Tells of an alarm's change: EventBridge always, functions and topics as the alarm says. */
final class AlarmActions implements Consumer<StateChange> {

    private final LambdaService lambda;
    private final Topics topics;
    private final EventBus events;

    AlarmActions(LambdaService lambda, Topics topics, EventBus events) {
        this.lambda = lambda;
        this.topics = topics;
        this.events = events;
    }

    @Override
    public void accept(StateChange change) {
        for (String arn : change.actions()) {
            if (topics.has(arn)) {
                String subject =
                        change.after().state() + ": \"" + change.alarm().name() + "\"";
                topics.publish(arn, subject, AlarmEvents.forTopic(change));
            } else {
                String event = AlarmEvents.forFunction(change).toString();
                lambda.invokeAsync(arn, event.getBytes(StandardCharsets.UTF_8));
            }
        }
        events.send(AlarmEvents.forEventBridge(change));
    }
}
