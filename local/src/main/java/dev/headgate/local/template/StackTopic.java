package dev.headgate.local.template;

import java.util.List;

/**
 * A topic for people.
 *
 * @param subscribers who would be written to on AWS, such as {@code email people@example.com}
 */
public record StackTopic(String logicalId, String name, String arn, List<String> subscribers) {

    public StackTopic {
        subscribers = List.copyOf(subscribers);
    }
}
