package dev.headgate.local.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts requests to DynamoDB by what their heads and bodies say. */
final class DynamoDbCounter implements RequestCounter {

    /** Named by itself, or as the first key of a batch's RequestItems. */
    private static final Pattern TABLE =
            Pattern.compile("\"(?:TableName\"\\s*:\\s*|RequestItems\"\\s*:\\s*\\{\\s*)\"([^\"]+)\"");

    private final Map<DynamoDbCall, LongAdder> calls = new ConcurrentHashMap<>();

    @Override
    public void count(RequestHead head, byte[] body) {
        String target = head.header("x-amz-target");
        if (!target.isEmpty()) {
            String operation = target.substring(target.lastIndexOf('.') + 1);
            calls.computeIfAbsent(new DynamoDbCall(head.caller(), operation, table(body)), call -> new LongAdder())
                    .increment();
        }
    }

    DynamoDbCounts counts() {
        return new DynamoDbCounts(calls.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum())));
    }

    private static String table(byte[] body) {
        Matcher table = TABLE.matcher(new String(body, StandardCharsets.UTF_8));
        return table.find() ? table.group(1) : "";
    }
}
