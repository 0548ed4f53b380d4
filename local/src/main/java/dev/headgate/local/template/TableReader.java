package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an AWS::DynamoDB::Table. */
final class TableReader {

    private static final Set<String> USED = Set.of(
            "AttributeDefinitions",
            "GlobalSecondaryIndexes",
            "KeySchema",
            "LocalSecondaryIndexes",
            "TableName",
            "TimeToLiveSpecification");

    /** Billing, durability and encryption of the real table; a table in memory has none of it. */
    private static final Set<String> INERT = Set.of(
            "BillingMode",
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "ProvisionedThroughput",
            "ResourcePolicy",
            "SSESpecification",
            "TableClass",
            "Tags",
            "WarmThroughput");

    private static final Set<String> INDEX_USED = Set.of("IndexName", "KeySchema", "Projection");
    private static final Set<String> INDEX_INERT =
            Set.of("ContributorInsightsSpecification", "OnDemandThroughput", "ProvisionedThroughput", "WarmThroughput");

    StackTable read(Declared declared) {
        Fields fields = declared.fields().only(USED, INERT);
        return new StackTable(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn(),
                attributes(fields),
                fields.list("KeySchema", TableReader::key),
                fields.list("GlobalSecondaryIndexes", TableReader::index),
                fields.list("LocalSecondaryIndexes", TableReader::index),
                timeToLive(fields));
    }

    private static Map<String, String> attributes(Fields fields) {
        Map<String, String> types = new HashMap<>();
        fields.list("AttributeDefinitions", (attribute, path) -> {
            Fields definition = new Fields(attribute, path);
            return types.put(definition.requireText("AttributeName"), definition.requireText("AttributeType"));
        });
        return types;
    }

    private static StackTable.Key key(JsonNode key, String path) {
        Fields fields = new Fields(key, path);
        return new StackTable.Key(fields.requireText("AttributeName"), fields.requireText("KeyType"));
    }

    private static StackTable.Index index(JsonNode index, String path) {
        Fields fields = new Fields(index, path).only(INDEX_USED, INDEX_INERT);
        Fields projection = fields.fields("Projection");
        List<StackTable.Key> keys = fields.list("KeySchema", TableReader::key);
        return new StackTable.Index(
                fields.requireText("IndexName"),
                keys,
                projection.text("ProjectionType").orElse("ALL"),
                projection.texts("NonKeyAttributes"));
    }

    private static @Nullable String timeToLive(Fields fields) {
        Fields specification = fields.fields("TimeToLiveSpecification");
        return specification.truth("Enabled", false) ? specification.requireText("AttributeName") : null;
    }
}
