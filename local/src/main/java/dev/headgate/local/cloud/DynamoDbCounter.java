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

    private static final Pattern OPERATION =
            Pattern.compile("^x-amz-target:\\s*[^.\\r\\n]*\\.(\\w+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    /** Named by itself, or as the first key of a batch's RequestItems. */
    private static final Pattern TABLE =
            Pattern.compile("\"(?:TableName\"\\s*:\\s*|RequestItems\"\\s*:\\s*\\{\\s*)\"([^\"]+)\"");

    private final Map<DynamoDbCall, LongAdder> calls = new ConcurrentHashMap<>();

    @Override
    public void count(String head, byte[] body) {
        String operation = first(OPERATION, head);
        if (!operation.isEmpty()) {
            String table = first(TABLE, new String(body, StandardCharsets.UTF_8));
            calls.computeIfAbsent(
                            new DynamoDbCall(RequestCounter.caller(head), operation, table), call -> new LongAdder())
                    .increment();
        }
    }

    DynamoDbCounts counts() {
        return new DynamoDbCounts(calls.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum())));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
