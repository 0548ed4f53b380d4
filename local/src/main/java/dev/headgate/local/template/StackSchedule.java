package dev.headgate.local.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What calls a function again and again.
 *
 * @param function the function's logical id
 * @param arn of the rule, or of the schedule
 * @param input the event, JSON; null for the service's own
 */
public record StackSchedule(
        String logicalId,
        String function,
        Sender sender,
        String arn,
        Duration every,
        @Nullable String input,
        boolean enabled) {

    /** The two services that do so; their own events differ. */
    public enum Sender {
        /** A rule of EventBridge. */
        RULE("aws.events"),
        /** EventBridge Scheduler. */
        SCHEDULER("aws.scheduler");

        private final String source;

        Sender(String source) {
            this.source = source;
        }

        /** The {@code source} of its events. */
        public String source() {
            return source;
        }
    }
}
