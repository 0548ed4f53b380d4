package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads an AWS::SNS::Topic with those who subscribe to it. Only people do here, and they are written to by a line. */
final class TopicReader {

    private static final Set<String> USED = Set.of("FifoTopic", "Subscription", "TopicName");
    private static final Set<String> INERT = Set.of(
            "DataProtectionPolicy", "DisplayName", "KmsMasterKeyId", "SignatureVersion", "Tags", "TracingConfig");
    private static final Set<String> SUBSCRIPTION = Set.of("Endpoint", "Protocol", "TopicArn");
    private static final Set<String> PROTOCOLS = Set.of("email", "email-json", "http", "https", "sms");

    private final Collection<Declared> subscriptions;

    TopicReader(Collection<Declared> subscriptions) {
        this.subscriptions = subscriptions;
    }

    StackTopic read(Declared declared) {
        Fields fields = declared.fields().only(USED, INERT);
        if (fields.truth("FifoTopic", false)) {
            throw new TemplateException(fields.path() + ".FifoTopic", "must be false on this machine");
        }
        List<String> subscribers = new ArrayList<>(fields.list("Subscription", TopicReader::subscriber));
        String arn = declared.identity().arn();
        subscriptions.stream()
                .filter(subscription ->
                        subscription.fields().requireText("TopicArn").equals(arn))
                .forEach(subscription -> subscribers.add(subscriber(subscription.properties(), subscription.path())));
        return new StackTopic(declared.logicalId(), declared.identity().name(), arn, subscribers);
    }

    private static String subscriber(JsonNode subscription, String path) {
        Fields fields = new Fields(subscription, path).only(SUBSCRIPTION, Set.of());
        String protocol = fields.requireText("Protocol");
        if (!PROTOCOLS.contains(protocol)) {
            throw new TemplateException(
                    path + ".Protocol",
                    "must be one of " + PROTOCOLS.stream().sorted().toList() + " on this machine, got: " + protocol);
        }
        return protocol + " " + fields.requireText("Endpoint");
    }
}
