package dev.headgate.integration;

import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.cloud.LocalCloudOptions;
import dev.headgate.local.gateway.GatewayOptions;
import dev.headgate.local.gateway.StandInGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The real template.yaml running beside a stand-in gateway, reached as a user reaches it: by the AWS SDK. */
final class RunningStack implements AutoCloseable {
    static final Path HOME = Path.of(System.getProperty("headgate.home"));

    final LocalCloud cloud;
    final StandInGateway gateway;
    final DynamoDbClient dynamoDb;
    final SqsClient sqs;
    final S3Client s3;
    final SfnClient stepFunctions;
    final LambdaClient lambda;

    RunningStack(GatewayOptions gatewayOptions, Map<String, String> parameters)
            throws IOException, InterruptedException {
        gateway = StandInGateway.start(gatewayOptions);
        LocalCloudOptions options = LocalCloudOptions.builder(HOME)
                .freePorts()
                .maxEnvironments(3) // starting them takes longer than what thirty would do
                .workDirectory(HOME.resolve(
                        "tests/target/running-stack-" + gateway.baseUrl().getPort()))
                .parameter("GatewayUrl", gateway.baseUrl().toString())
                .parameter("GatewayApiKey", gatewayOptions.apiKey())
                .parameter("GatewayRatePerSecond", Integer.toString(gatewayOptions.ratePerSecond()))
                .parameter("GatewayBurst", Integer.toString(gatewayOptions.burst()))
                .parameters(parameters)
                .build();
        cloud = LocalCloud.start(options);
        dynamoDb = client(DynamoDbClient.builder(), Endpoint.DYNAMODB);
        sqs = client(SqsClient.builder(), Endpoint.SQS);
        s3 = client(S3Client.builder(), Endpoint.S3);
        stepFunctions = client(SfnClient.builder(), Endpoint.STEP_FUNCTIONS);
        lambda = client(LambdaClient.builder(), Endpoint.LAMBDA);
    }

    /** Uploads the lines and returns how the workflow over them ended. */
    DescribeExecutionResponse analyse(String workflow, String job, List<String> lines) {
        upload(job, lines);
        return run(workflow, job, job);
    }

    private void upload(String job, List<String> lines) {
        String key = "input/" + job + ".jsonl";
        s3.putObject(
                put -> put.bucket(cloud.stack().buckets().get("DataBucket").name())
                        .key(key),
                RequestBody.fromString(String.join("\n", lines)));
    }

    /** Uploads the lines and returns the ARN of the execution that runs over them, one at a time. */
    String startSlowly(String workflow, String job, List<String> lines) {
        upload(job, lines);
        return start(
                workflow, job, "{\"job\":\"" + job + "\",\"key\":\"input/" + job + ".jsonl\",\"maxConcurrency\":1}");
    }

    private String start(String workflow, String name, String input) {
        String machine = cloud.stack().stateMachines().get(workflow).arn();
        return stepFunctions
                .startExecution(
                        start -> start.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    /** Returns how an execution over the lines that a job uploaded ended. */
    DescribeExecutionResponse run(String workflow, String name, String job) {
        String execution = start(workflow, name, "{\"job\":\"" + job + "\",\"key\":\"input/" + job + ".jsonl\"}");
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> stepFunctions.describeExecution(describe -> describe.executionArn(execution)),
                        described -> described.status() != ExecutionStatus.RUNNING);
    }

    /** Returns the answers of a job, by item. */
    Map<String, String> answers(String job) {
        return dynamoDb.scanPaginator(scan -> scan.tableName("ResultsTable")).items().stream()
                .filter(item -> job.equals(text(item, "job")))
                .collect(Collectors.toMap(item -> text(item, "itemId"), item -> text(item, "answer")));
    }

    List<Message> deadLetters() {
        return sqs.receiveMessage(receive -> receive.queueUrl(cloud.stack()
                                .queues()
                                .get("WorkDeadLetterQueue")
                                .url())
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(1))
                .messages();
    }

    @Override
    public void close() {
        for (AutoCloseable part : List.<AutoCloseable>of(dynamoDb, sqs, s3, stepFunctions, lambda, cloud, gateway)) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.get(name).s();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Endpoint endpoint) {
        return builder.endpointOverride(cloud.endpoints().get(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("TESTER", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
