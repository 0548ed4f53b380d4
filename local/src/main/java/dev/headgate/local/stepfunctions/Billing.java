package dev.headgate.local.stepfunctions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts state transitions by machine; an execution's count holds those of its Map Runs' executions. */
final class Billing {
    private final Map<String, Long> ended = new HashMap<>();
    private final Set<RecordedExecution> live = new HashSet<>();

    /** Counts an execution from now on; not the children of Map Runs. */
    synchronized void started(RecordedExecution recorded) {
        live.add(recorded);
    }

    /** Keeps the count of an execution whose end was told, so that it may be forgotten. */
    synchronized void ended(RecordedExecution recorded) {
        if (live.remove(recorded)) {
            ended.merge(recorded.machine().arn(), recorded.execution().billedTransitions(), Long::sum);
        }
    }

    /** Of all machines. */
    synchronized long total() {
        long running = live.stream()
                .mapToLong(recorded -> recorded.execution().billedTransitions())
                .sum();
        return running + ended.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of one machine. */
    synchronized long of(String machineArn) {
        long running = live.stream()
                .filter(recorded -> recorded.machine().arn().equals(machineArn))
                .mapToLong(recorded -> recorded.execution().billedTransitions())
                .sum();
        return running + ended.getOrDefault(machineArn, 0L);
    }
}
