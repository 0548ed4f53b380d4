package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.template.StackTopic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics of a run: what was written to people, kept, and told to whoever listens. */
public final class Topics {

    private final Map<String, StackTopic> byArn;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();

    Topics(Collection<StackTopic> topics) {
        byArn = topics.stream().collect(Collectors.toUnmodifiableMap(StackTopic::arn, Function.identity()));
    }

    /** What was written to a topic. */
    public record Message(StackTopic topic, String subject, JsonNode body) {}

    boolean has(String arn) {
        return byArn.containsKey(arn);
    }

    void publish(String arn, String subject, JsonNode body) {
        StackTopic topic = byArn.get(arn);
        if (topic != null) {
            Message message = new Message(topic, subject, body);
            messages.add(message);
            listeners.forEach(listener -> listener.accept(message));
        }
    }

    /** What was written so far, the oldest first. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Adds who is told of what is written from now on. */
    public void addListener(Consumer<Message> listener) {
        listeners.add(listener);
    }
}
