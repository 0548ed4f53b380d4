package dev.headgate.local.demo;

import dev.headgate.local.cloud.LocalCloud;
import java.util.Map;

/** Reads what the running stack has used, the demo's own requests left out. */
final class Meter {
    private final LocalCloud cloud;

    Meter(LocalCloud cloud) {
        this.cloud = cloud;
    }

    Usage read() {
        long reads = 0;
        long writes = 0;
        for (Map.Entry<String, Map<String, Long>> caller :
                cloud.dynamoDbCounts().byCaller().entrySet()) {
            if (!caller.getKey().equals(AwsJson.ACCESS_KEY)) {
                reads += count(caller.getValue(), true);
                writes += count(caller.getValue(), false);
            }
        }
        return new Usage(0, reads, writes, 0, 0, 0);
    }

    private static long count(Map<String, Long> operations, boolean reading) {
        return operations.entrySet().stream()
                .filter(operation -> reads(operation.getKey()) == reading)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean reads(String operation) {
        return switch (operation) {
            case "GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems" -> true;
            default -> false;
        };
    }
}
