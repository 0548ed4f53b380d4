package dev.headgate.local.template;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resource types that a template may have here: those that are run, and those that knowingly do nothing. */
enum ResourceKind {
    FUNCTION("AWS::Serverless::Function", "FunctionName"),
    STATE_MACHINE("AWS::Serverless::StateMachine", "Name"),
    TABLE("AWS::DynamoDB::Table", "TableName"),
    QUEUE("AWS::SQS::Queue", "QueueName"),
    BUCKET("AWS::S3::Bucket", "BucketName"),
    SECRET("AWS::SecretsManager::Secret", "Name"),
    CONNECTION("AWS::Events::Connection", "Name"),
    PERMISSION("AWS::Lambda::Permission", null),
    RULE("AWS::Events::Rule", "Name"),
    ALARM("AWS::CloudWatch::Alarm", "AlarmName"),
    COMPOSITE_ALARM("AWS::CloudWatch::CompositeAlarm", "AlarmName"),
    TOPIC("AWS::SNS::Topic", "TopicName"),
    SUBSCRIPTION("AWS::SNS::Subscription", null),
    CUSTOM("Custom::*", null),

    ROLE("AWS::IAM::Role", "RoleName", Reasons.PERMISSIONS),
    POLICY("AWS::IAM::Policy", "PolicyName", Reasons.PERMISSIONS),
    MANAGED_POLICY("AWS::IAM::ManagedPolicy", "ManagedPolicyName", Reasons.PERMISSIONS),
    QUEUE_POLICY("AWS::SQS::QueuePolicy", null, Reasons.PERMISSIONS),
    BUCKET_POLICY("AWS::S3::BucketPolicy", null, Reasons.PERMISSIONS),
    TOPIC_POLICY("AWS::SNS::TopicPolicy", null, Reasons.PERMISSIONS),
    KEY("AWS::KMS::Key", null, "nothing is encrypted on this machine"),
    KEY_ALIAS("AWS::KMS::Alias", "AliasName", "nothing is encrypted on this machine"),
    LOG_GROUP("AWS::Logs::LogGroup", "LogGroupName", "logs are files in the work directory"),
    METRIC_FILTER("AWS::Logs::MetricFilter", null, "metrics are taken from what functions print"),
    DASHBOARD("AWS::CloudWatch::Dashboard", "DashboardName", "nothing is drawn on this machine");

    private final String type;
    private final @Nullable String nameProperty;
    private final @Nullable String inertBecause;

    ResourceKind(String type, @Nullable String nameProperty) {
        this(type, nameProperty, null);
    }

    ResourceKind(String type, @Nullable String nameProperty, @Nullable String inertBecause) {
        this.type = type;
        this.nameProperty = nameProperty;
        this.inertBecause = inertBecause;
    }

    /** The kind of a type. @throws TemplateException if it is on neither list */
    static ResourceKind of(String type, String path) {
        if (type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource")) {
            return CUSTOM;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.type.equals(type))
                .findFirst()
                .orElseThrow(() ->
                        new TemplateException(path, "the resource type " + type + " is not supported on this machine"));
    }

    /** The property that names the resource. */
    Optional<String> nameProperty() {
        return Optional.ofNullable(nameProperty);
    }

    /** Why it does nothing here; empty if it is run. */
    Optional<String> inertBecause() {
        return Optional.ofNullable(inertBecause);
    }

    private static final class Reasons {
        static final String PERMISSIONS = "nothing checks permissions on this machine";
    }
}
