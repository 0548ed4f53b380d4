package dev.headgate.local.cloud;

import java.util.Map;
import java.util.stream.Collectors;

/** The requests that passed the DynamoDB endpoint. */
public record DynamoDbCounts(Map<DynamoDbCall, Long> calls) {

    public DynamoDbCounts {
        calls = Map.copyOf(calls);
    }

    /** All requests. */
    public long total() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests by caller, and by operation below. */
    public Map<String, Map<String, Long>> byCaller() {
        return calls.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().caller(),
                        Collectors.groupingBy(
                                entry -> entry.getKey().operation(), Collectors.summingLong(Map.Entry::getValue))));
    }
}
