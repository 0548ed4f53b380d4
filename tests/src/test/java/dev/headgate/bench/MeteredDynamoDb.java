package dev.headgate.bench;

import dev.headgate.testing.DynamoDbLocal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A DynamoDB Local of its own, whose requests and capacity units are counted, as the store itself tells them. */
final class MeteredDynamoDb implements AutoCloseable {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final DoubleAdder units = new DoubleAdder();
    private final DynamoDbLocal local = DynamoDbLocal.start();
    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(local.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Meter()))
            .build();

    DynamoDbClient client() {
        return client;
    }

    String createTable(String hashKey) {
        return local.createTable(hashKey);
    }

    /** What was counted since the last time. */
    record Cost(long requests, long writes, double units) {}

    /** Returns what was counted since the last time, and begins anew. */
    Cost take() {
        return new Cost(requests.getAndSet(0), writes.getAndSet(0), units.sumThenReset());
    }

    @Override
    public void close() {
        client.close();
        local.close();
    }

    /** A request that fails on its condition tells no units: it costs what it would have. */
    private final class Meter implements ExecutionInterceptor {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            requests.incrementAndGet();
            return switch (context.request()) {
                case GetItemRequest get ->
                    get.toBuilder()
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .build();
                case UpdateItemRequest update -> {
                    writes.incrementAndGet();
                    yield update.toBuilder()
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .build();
                }
                default -> context.request();
            };
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            switch (context.response()) {
                case GetItemResponse get -> add(get.consumedCapacity());
                case UpdateItemResponse update -> add(update.consumedCapacity());
                default -> {}
            }
        }

        private void add(ConsumedCapacity consumed) {
            units.add(consumed == null ? 0 : consumed.capacityUnits());
        }
    }
}
