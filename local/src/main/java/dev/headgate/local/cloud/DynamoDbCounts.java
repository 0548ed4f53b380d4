package dev.headgate.local.cloud;

import java.util.Map;
import java.util.function.Function;
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

    /** Requests by operation. */
    public Map<String, Long> byOperation() {
        return by(DynamoDbCall::operation);
    }

    /** Requests by caller. */
    public Map<String, Long> byCaller() {
        return by(DynamoDbCall::caller);
    }

    private Map<String, Long> by(Function<DynamoDbCall, String> part) {
        return calls.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> part.apply(entry.getKey()), Collectors.summingLong(Map.Entry::getValue)));
    }
}
