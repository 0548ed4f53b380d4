package dev.headgate.bench.permits;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The peer: Bucket4j's own core and compare-and-swap base class on DynamoDB by the SDK 2, as its removed module did it: a
 * consistent read, then a conditional put, again and again until nobody was faster.
 */
final class CasLimiter extends AbstractCompareAndSwapBasedProxyManager<String> {
    private final DynamoDbClient client;
    private final String table;

    CasLimiter(DynamoDbClient client, String table) {
        super(ClientSideConfig.getDefault());
        this.client = client;
        this.table = table;
    }

    /** Returns a bucket that is never empty, so that each ask is a grant. */
    BucketProxy bucket(String key) {
        BucketConfiguration plenty = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1_000_000_000L).refillGreedy(1_000_000L, Duration.ofSeconds(1)))
                .build();
        return builder().build(key, () -> plenty);
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS(key));
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                AttributeValue state = client.getItem(
                                get -> get.tableName(table).key(id).consistentRead(true))
                        .item()
                        .get("state");
                return Optional.ofNullable(state).map(value -> value.b().asByteArray());
            }

            @Override
            public boolean compareAndSwap(
                    byte[] originalData, byte[] newData, RemoteBucketState newState, Optional<Long> timeoutNanos) {
                return put(id, originalData, newData);
            }
        };
    }

    private boolean put(Map<String, AttributeValue> id, byte[] original, byte[] changed) {
        Map<String, AttributeValue> item = new HashMap<>(id);
        item.put("state", AttributeValue.fromB(SdkBytes.fromByteArray(changed)));
        try {
            client.putItem(put -> {
                put.tableName(table).item(item).expressionAttributeNames(Map.of("#state", "state"));
                if (original == null) {
                    put.conditionExpression("attribute_not_exists(#state)");
                } else {
                    put.conditionExpression("#state = :before")
                            .expressionAttributeValues(
                                    Map.of(":before", AttributeValue.fromB(SdkBytes.fromByteArray(original))));
                }
            });
            return true;
        } catch (ConditionalCheckFailedException faster) {
            return false;
        }
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
        throw new UnsupportedOperationException("asynchronous use");
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException("asynchronous use");
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
        return false;
    }

    @Override
    public void removeProxy(String key) {
        client.deleteItem(delete -> delete.tableName(table).key(Map.of("id", AttributeValue.fromS(key))));
    }
}
