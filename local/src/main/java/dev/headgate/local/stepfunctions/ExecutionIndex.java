package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.ExecutionStatus;
import dev.headgate.local.asl.MapRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Finds executions by ARN, and lists those of a machine or of a Map Run, the newest first. */
final class ExecutionIndex {
    private final Map<String, RecordedExecution> byArn = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, RecordedExecution>> byOwner = new ConcurrentHashMap<>();
    private final Map<String, MapRun> mapRuns = new ConcurrentHashMap<>();

    void add(RecordedExecution recorded) {
        byArn.put(recorded.arn(), recorded);
        byOwner.computeIfAbsent(owner(recorded), _ -> new ConcurrentSkipListMap<>())
                .put(recorded.place(), recorded);
    }

    /** Forgets an execution and its Map Runs. */
    void remove(RecordedExecution recorded) {
        byArn.remove(recorded.arn(), recorded);
        byOwner.computeIfPresent(owner(recorded), (_, list) -> {
            list.remove(recorded.place());
            return list.isEmpty() ? null : list;
        });
        recorded.mapRuns().forEach(run -> mapRuns.remove(run.arn()));
    }

    void add(MapRun run) {
        mapRuns.put(run.arn(), run);
    }

    Optional<RecordedExecution> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    Optional<MapRun> findMapRun(String arn) {
        return Optional.ofNullable(mapRuns.get(arn));
    }

    /** @param owner the ARN of a machine or a Map Run */
    Collection<RecordedExecution> newestFirst(String owner) {
        NavigableMap<Long, RecordedExecution> list = byOwner.get(owner);
        return list == null ? List.of() : list.descendingMap().values();
    }

    /** Those that come after {@code place} in the list. */
    Collection<RecordedExecution> newestFirst(String owner, long place) {
        NavigableMap<Long, RecordedExecution> list = byOwner.get(owner);
        return list == null
                ? List.of()
                : list.headMap(place, false).descendingMap().values();
    }

    boolean anyRunning(String owner) {
        return newestFirst(owner).stream()
                .anyMatch(recorded -> recorded.execution().status() == ExecutionStatus.RUNNING);
    }

    Collection<RecordedExecution> all() {
        return byArn.values();
    }

    private static String owner(RecordedExecution recorded) {
        MapRun run = recorded.execution().mapRun();
        return run == null ? recorded.machine().arn() : run.arn();
    }
}
