package dev.headgate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The whole of template.yaml, running: stores, resources, functions, workflows, custom resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalCloudTest {

    private static final Path HOME = Path.of(System.getProperty("headgate.home"));
    private static final Path WORK = HOME.resolve("tests/target/local-cloud");

    private LocalCloud cloud;
    private List<ProcessHandle> before;

    @BeforeAll
    void start() throws InterruptedException {
        before = ProcessHandle.current().descendants().toList();
        cloud = LocalCloud.start(LocalCloudOptions.builder(HOME)
                .freePorts()
                .workDirectory(WORK)
                .parameter("GatewayApiKey", "a-key")
                .build());
    }

    @AfterAll
    void close() {
        if (cloud != null) {
            cloud.close();
        }
        List<ProcessHandle> left = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        assertThat(left).as("processes that are left").isEmpty();
    }

    @Test
    void customResources_haveMadeLimitAndCircuit() {
        try (DynamoDbClient client = client(DynamoDbClient.builder(), Endpoint.DYNAMODB)) {
            assertThat(client.scan(scan -> scan.tableName("LimitsTable")).items())
                    .extracting(item -> item.get("name").s())
                    .containsExactlyInAnyOrder("ai-gateway", "ai-gateway-slow-lane");
            assertThat(client.scan(scan -> scan.tableName("CircuitsTable")).items())
                    .hasSize(1);
        }
    }

    @Test
    void dynamoDbCounts_tellCallersOperationsAndTablesApart() {
        try (DynamoDbClient client = client(DynamoDbClient.builder(), Endpoint.DYNAMODB)) {
            DynamoDbCall call = new DynamoDbCall("TESTER", "DescribeTable", "PermitsTable");
            long before = cloud.dynamoDbCounts().calls().getOrDefault(call, 0L);
            for (int i = 0; i < 3; i++) {
                client.describeTable(describe -> describe.tableName("PermitsTable"));
            }
            assertThat(cloud.dynamoDbCounts().calls()).containsEntry(call, before + 3);
            assertThat(cloud.dynamoDbCounts().byCaller())
                    .containsKey(LocalCloud.accessKey("LimitResourceFunction"))
                    .doesNotContainKey("HEADGATE");
        }
    }

    @Test
    void queues_haveTheTemplatesAttributes() {
        try (SqsClient client = client(SqsClient.builder(), Endpoint.SQS)) {
            String url = client.getQueueUrl(get -> get.queueName("WorkQueue")).queueUrl();
            assertThat(url).isEqualTo(cloud.stack().queues().get("WorkQueue").url());
            assertThat(client.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                            .attributes())
                    .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "1800")
                    .hasEntrySatisfying(
                            QueueAttributeName.REDRIVE_POLICY,
                            policy -> assertThat(policy).contains("WorkDeadLetterQueue"));
        }
    }

    @Test
    void bucket_keepsObjects() {
        try (S3Client client = client(S3Client.builder(), Endpoint.S3)) {
            String bucket = cloud.stack().buckets().get("DataBucket").name();
            String text = "{\"id\":\"ä\"}\n".repeat(100_000);
            client.putObject(put -> put.bucket(bucket).key("input/a b.jsonl"), RequestBody.fromString(text));
            assertThat(client.getObjectAsBytes(get -> get.bucket(bucket).key("input/a b.jsonl"))
                            .asString(StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(client.listObjectsV2(list -> list.bucket(bucket).prefix("input/"))
                            .contents())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo("input/a b.jsonl"));
            assertThatThrownBy(() -> client.getObject(get -> get.bucket(bucket).key("none")))
                    .isInstanceOf(NoSuchKeyException.class);
        }
    }

    @Test
    void secret_isServed_andOthersAreNot() {
        try (SecretsManagerClient client = client(SecretsManagerClient.builder(), Endpoint.SECRETS_MANAGER)) {
            String arn = cloud.stack().secrets().get("GatewayKeySecret").arn();
            assertThat(client.getSecretValue(get -> get.secretId(arn)).secretString())
                    .isEqualTo("a-key");
            assertThat(client.describeSecret(get -> get.secretId("GatewayKeySecret"))
                            .arn())
                    .isEqualTo(arn);
            assertThat(client.listSecrets().secretList()).hasSize(1);
            assertThatThrownBy(() -> client.getSecretValue(get -> get.secretId("none")))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("can't find the specified secret");
        }
    }

    @Test
    void function_answersThroughTheService() {
        byte[] request =
                "{\"limits\":[{\"limit\":\"ai-gateway\"}],\"maxWaitSeconds\":60}".getBytes(StandardCharsets.UTF_8);
        // The first start of a function on a busy machine may use up the store's budget: STORE_UNAVAILABLE then.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var result = cloud.lambda().invoke("PermitGranterFunction:live", request);
            assertThat(new String(result.payload(), StandardCharsets.UTF_8)).contains("\"granted\":true");
        });
    }

    @Test
    void alarm_writesToItsTopic_andCallsItsFunction() throws Exception {
        setAlarm("DeadLetterAlarm");
        assertThat(cloud.topics().messages())
                .anySatisfy(message -> assertThat(message.subject()).isEqualTo("ALARM: \"DeadLetterAlarm\""));
        setAlarm("DownstreamOverloadedAlarm");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(cloud.lambda().counts().get("ConcurrencyAdjusterFunction"))
                        .satisfies(counts -> assertThat(counts.invocations()).isPositive())
                        .satisfies(counts -> assertThat(counts.errors()).isZero()));
        assertThat(cloud.functionCalls())
                .as("it looked for the limit in the alarm's tags, as it has no dimensions")
                .extracting(FunctionCall::action)
                .contains("cloudwatch:ListTagsForResource");
    }

    private void setAlarm(String name) throws Exception {
        URI endpoint = cloud.endpoints().get(Endpoint.CLOUDWATCH);
        String request = "{\"AlarmName\":\"" + name + "\",\"StateValue\":\"ALARM\",\"StateReason\":\"a drill\"}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(endpoint)
                            .header("X-Amz-Target", "GraniteServiceVersion20100801.SetAlarmState")
                            .POST(HttpRequest.BodyPublishers.ofString(request))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void start_saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalCloudOptions options = LocalCloudOptions.builder(HOME)
                    .freePorts()
                    .workDirectory(WORK.resolveSibling("local-cloud-taken"))
                    .port(Endpoint.S3, taken.getLocalPort())
                    .build();
            assertThatThrownBy(() -> LocalCloud.start(options))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " for S3 is taken");
        }
    }

    @Test
    void start_refusesToReplaceWhatItRunsItself() {
        LocalCloudOptions.Builder options =
                LocalCloudOptions.builder(HOME).replacement(Endpoint.LAMBDA, URI.create("http://localhost:1"));
        assertThatThrownBy(options::build).hasMessageContaining("replacements must be among");
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Endpoint endpoint) {
        return builder.endpointOverride(cloud.endpoints().get(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("TESTER", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
