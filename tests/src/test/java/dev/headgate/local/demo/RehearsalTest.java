package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.cloud.LocalCloudOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Path HOME = Path.of(System.getProperty("headgate.home"));
    private static final List<String> TABLES = List.of("LimitsTable", "PermitsTable", "CircuitsTable", "ResultsTable");

    @Test
    void run_leavesNothing_whenItHasUsedTheWholeStack() throws IOException, InterruptedException {
        LocalCloudOptions options = LocalCloudOptions.builder(HOME)
                .freePorts()
                .maxEnvironments(2)
                .workDirectory(HOME.resolve("tests/target/rehearsal"))
                .parameter("GatewayApiKey", "a-key")
                .build();
        try (LocalCloud cloud = LocalCloud.start(options);
                AwsJson aws = new AwsJson();
                Bucket bucket = bucket(cloud)) {
            Resources stack = new Resources(cloud);
            List<JsonNode> before = items(aws, stack);
            new Rehearsal(HOME.resolve("template.yaml"), stack, aws, bucket)
                    .run(Reviews.read(HOME.resolve("events/reviews.jsonl")));
            assertThat(cloud.lambda().counts().get("CircuitCheckerFunction").invocations())
                    .as("checks and reports")
                    .isGreaterThanOrEqualTo(600);
            assertThat(items(aws, stack)).isEqualTo(before);
            assertThat(bucket.keys()).isEmpty();
            assertThat(machines(aws, stack))
                    .noneMatch(name -> name.contains("rehearsal"))
                    .hasSize(2);
            // Asynchronous: three hundred ends of children would still be worked on while the run is measured.
            assertThat(cloud.lambda().counts().get("ReservationCleanupFunction").coldStarts())
                    .as("environments started to clean up behind children")
                    .isZero();
        }
    }

    private static Bucket bucket(LocalCloud cloud) {
        Resources stack = new Resources(cloud);
        return new Bucket(stack.endpoint(Endpoint.S3), stack.bucket("DataBucket"));
    }

    private static List<JsonNode> items(AwsJson aws, Resources stack) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        for (String table : TABLES) {
            ObjectNode scan = AwsJson.arguments().put("TableName", stack.table(table));
            items.add(aws.call(stack.endpoint(Endpoint.DYNAMODB), AwsJson.Service.DYNAMODB, "Scan", scan)
                    .path("Items"));
        }
        return items;
    }

    private static List<String> machines(AwsJson aws, Resources stack) throws InterruptedException {
        return aws.call(
                        stack.endpoint(Endpoint.STEP_FUNCTIONS),
                        AwsJson.Service.STEP_FUNCTIONS,
                        "ListStateMachines",
                        AwsJson.arguments())
                .findValuesAsText("name");
    }
}
