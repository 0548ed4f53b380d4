package dev.headgate.local.cloud;

import java.util.Map;

/**
 * The requests that passed the DynamoDB endpoint.
 *
 * @param byCaller per access key id (a function's is its logical id in capitals), per operation (UpdateItem, …), the
 *     requests
 */
public record DynamoDbCounts(Map<String, Map<String, Long>> byCaller) {

    public DynamoDbCounts {
        byCaller = Map.copyOf(byCaller);
    }

    /** All requests. */
    public long total() {
        return byCaller.values().stream()
                .flatMap(operations -> operations.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
