package dev.headgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * AWS's DynamoDB Local in a process of its own, in memory, on a free port: one for the whole test run.
 *
 * <pre>{@code
 * @ExtendWith(DynamoDbLocal.Shared.class)
 * class SomeStoreTest {
 *     SomeStoreTest(DynamoDbLocal dynamoDb) {
 *         store = new SomeStore(dynamoDb.client(), dynamoDb.createTable("name"));
 *     }
 * }
 * }</pre>
 */
public final class DynamoDbLocal implements AutoCloseable {
    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final int MOST_CALLERS = 128;

    private final Process process;
    private final int port;
    private final DynamoDbClient client;

    private DynamoDbLocal(Process process, int port) {
        this.process = process;
        this.port = port;
        this.client = newClient();
    }

    /** Gives tests the one instance of the run as a parameter; JUnit closes it when all tests are done. */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DynamoDbLocal.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(DynamoDbLocal.class, type -> start(), DynamoDbLocal.class);
        }
    }

    /** Returns a new, empty DynamoDB Local that answers; the caller closes it. */
    public static DynamoDbLocal start() {
        try {
            int port = freePort();
            DynamoDbLocal started = new DynamoDbLocal(launch(port), port);
            Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
            started.awaitAnswer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where it listens, for {@code AWS_ENDPOINT_URL_DYNAMODB}. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /** Returns the client that all tests may share; do not close it. */
    public DynamoDbClient client() {
        return client;
    }

    /** Returns the name of a new table whose hash key is this string attribute: each test class has its own tables. */
    public String createTable(String hashKey) {
        return create(List.of(attribute(hashKey, ScalarAttributeType.S)));
    }

    /** Returns the name of a new table with a string as its hash key and a number as its range key. */
    public String createTable(String hashKey, String rangeKey) {
        return create(List.of(attribute(hashKey, ScalarAttributeType.S), attribute(rangeKey, ScalarAttributeType.N)));
    }

    /** Returns the name of a new table with strings as its hash and its range key. */
    public String createTableOfTexts(String hashKey, String rangeKey) {
        return create(List.of(attribute(hashKey, ScalarAttributeType.S), attribute(rangeKey, ScalarAttributeType.S)));
    }

    private String create(List<AttributeDefinition> keys) {
        String table = "t-" + UUID.randomUUID();
        List<KeySchemaElement> schema = new ArrayList<>();
        for (AttributeDefinition key : keys) {
            KeyType type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            schema.add(KeySchemaElement.builder()
                    .attributeName(key.attributeName())
                    .keyType(type)
                    .build());
        }
        client.createTable(CreateTableRequest.builder()
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(keys)
                .keySchema(schema)
                .build());
        return table;
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process launch(int port) throws IOException {
        Path home = Path.of(System.getProperty("headgate.home", "..")).toAbsolutePath();
        Path lib = home.resolve("local/dynamodb/target/lib");
        Path log = home.resolve("tests/target/dynamodb-local-" + port + ".log");
        Files.createDirectories(log.getParent());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.library.path=" + lib,
                        "-cp",
                        lib + "/*",
                        "software.amazon.dynamodb.services.local.main.ServerRunner",
                        "-inMemory",
                        "-sharedDb",
                        "-disableTelemetry",
                        "-port",
                        Integer.toString(port)))
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Returns a client of the caller's own, with something in its way; the caller closes it. */
    public DynamoDbClient newClient(ExecutionInterceptor... interceptors) {
        return newClient(endpoint(), interceptors);
    }

    /**
     * Returns a client that reaches a DynamoDB Local by another endpoint: through what stands in front of it. Its transport is the
     * functions', with a connection for each caller.
     */
    public static DynamoDbClient newClient(URI endpoint, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .socketTimeout(Duration.ofSeconds(30))
                        .maxConnections(MOST_CALLERS))
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(RetryMode.STANDARD).executionInterceptors(List.of(interceptors)))
                .build();
    }

    private void awaitAnswer() {
        Instant deadline = Instant.now().plus(START_TIME);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                close();
                throw new IllegalStateException(
                        "DynamoDB Local did not answer on port " + port + "; see tests/target/dynamodb-local-*.log");
            }
        }
    }

    private boolean answers() {
        try {
            client.listTables();
            return true;
        } catch (SdkException notYet) {
            return pause();
        }
    }

    private boolean pause() {
        try {
            return process.waitFor(50, TimeUnit.MILLISECONDS) && process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while DynamoDB Local was starting", e);
        }
    }
}
