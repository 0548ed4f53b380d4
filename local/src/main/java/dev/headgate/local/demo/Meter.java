package dev.headgate.local.demo;

import dev.headgate.local.cloud.DynamoDbCall;
import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.lambda.FunctionCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reads what the running stack has used, the demo's own requests left out. */
final class Meter {
    private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems");
    private static final double MEGABYTES = 1_024;
    private static final double MILLIS = 1_000;

    private final Resources stack;

    Meter(Resources stack) {
        this.stack = stack;
    }

    /** Returns everything since the stack was started. */
    Usage read() {
        LocalCloud cloud = stack.cloud();
        long reads = 0;
        long writes = 0;
        for (Map.Entry<DynamoDbCall, Long> call : cloud.dynamoDbCounts().calls().entrySet()) {
            boolean own = call.getKey().caller().equals(AwsJson.ACCESS_KEY);
            boolean read = READS.contains(call.getKey().operation());
            reads += read && !own ? call.getValue() : 0;
            writes += read || own ? 0 : call.getValue();
        }
        Map<String, FunctionCounts> functions = cloud.lambda().counts();
        return new Usage(
                cloud.stepFunctions().billedTransitions(),
                reads,
                writes,
                functions.values().stream().mapToLong(FunctionCounts::invocations).sum(),
                functions.values().stream().mapToLong(FunctionCounts::coldStarts).sum(),
                functions.entrySet().stream().mapToDouble(this::gigabyteSeconds).sum());
    }

    private double gigabyteSeconds(Map.Entry<String, FunctionCounts> function) {
        Duration duration = function.getValue().duration();
        return stack.memoryMegabytes(function.getKey()) / MEGABYTES * (duration.toMillis() / MILLIS);
    }
}
