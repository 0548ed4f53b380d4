package dev.headgate.local.template;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Gives resources their names and ARNs. A resource that the template does not name is named as its logical id, so that
 * people find it; a bucket, whose name must be in small letters, as stack and logical id.
 */
final class Identities {

    private final Place place;
    private final URI queues;

    /** @param queues where SQS is reached */
    Identities(Place place, URI queues) {
        this.place = place;
        this.queues = queues;
    }

    String defaultName(ResourceKind kind, String logicalId) {
        return kind == ResourceKind.BUCKET ? (place.stackName() + "-" + logicalId).toLowerCase(Locale.ROOT) : logicalId;
    }

    Identity of(ResourceKind kind, String name) {
        return switch (kind) {
            case FUNCTION -> byName(name, place.arn("lambda", "function:" + name));
            case TABLE -> byName(name, place.arn("dynamodb", "table/" + name));
            case BUCKET -> bucket(name);
            case QUEUE -> queue(name);
            case SECRET -> secret(name);
            case CONNECTION -> connection(name);
            case STATE_MACHINE -> stateMachine(name);
            case ROLE -> byName(name, place.globalArn("iam", "role/" + name));
            case LOG_GROUP -> byName(name, place.arn("logs", "log-group:" + name + ":*"));
            case ALARM, COMPOSITE_ALARM -> byName(name, place.arn("cloudwatch", "alarm:" + name));
            case KEY -> byName(name, place.arn("kms", "key/" + name));
            case MANAGED_POLICY -> byArn(name, place.globalArn("iam", "policy/" + name), "PolicyArn");
            case TOPIC -> topic(name);
            case RULE -> byName(name, place.arn("events", "rule/" + name));
            case CUSTOM,
                    POLICY,
                    PERMISSION,
                    QUEUE_POLICY,
                    BUCKET_POLICY,
                    TOPIC_POLICY,
                    KEY_ALIAS,
                    METRIC_FILTER,
                    DASHBOARD,
                    SUBSCRIPTION -> new Identity(name, name, Map.of());
        };
    }

    private static Identity byName(String name, String arn) {
        return new Identity(name, name, Map.of("Arn", arn));
    }

    private static Identity byArn(String name, String arn, String attribute) {
        return new Identity(name, arn, Map.of("Arn", arn, attribute, arn));
    }

    private Identity topic(String name) {
        String arn = place.arn("sns", name);
        return new Identity(name, arn, Map.of("Arn", arn, "TopicArn", arn, "TopicName", name));
    }

    private static Identity bucket(String name) {
        return new Identity(
                name, name, Map.of("Arn", "arn:aws:s3:::" + name, "DomainName", name + ".s3.amazonaws.com"));
    }

    private Identity queue(String name) {
        String url = queues.resolve("/" + place.account() + "/" + name).toString();
        return new Identity(name, url, Map.of("Arn", place.arn("sqs", name), "QueueName", name, "QueueUrl", url));
    }

    /** Secrets Manager ends the ARN of a secret with six random characters; here they are the same in each run. */
    private Identity secret(String name) {
        return byArn(name, place.arn("secretsmanager", "secret:" + name + "-local1"), "Id");
    }

    private Identity connection(String name) {
        String id = "00000000-0000-0000-0000-000000000000";
        String secret = place.arn("secretsmanager", "secret:events!connection/" + name + "/" + id + "-local1");
        return new Identity(
                name, name, Map.of("Arn", place.arn("events", "connection/" + name + "/" + id), "SecretArn", secret));
    }

    private Identity stateMachine(String name) {
        String arn = place.arn("states", "stateMachine:" + name);
        return new Identity(name, arn, Map.of("Arn", arn, "Name", name));
    }
}
