package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Figures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each path uses, a line for each. */
public final class CircuitTable {
    static final String REQUESTS = "requests-of-";
    static final String WRITE_UNITS = "write-units-of-";
    static final String READ_UNITS = "read-units-of-";

    private static final String HEAD =
            "| Path | Requests | Write units | Read units | Asked |\n|---|---|---|---|---|\n";

    private CircuitTable() {}

    /** Returns the lines, those of the head too. */
    public static String ofPaths(List<BenchRow> rows) {
        Map<String, BenchRow> byId = rows.stream().collect(Collectors.toMap(BenchRow::id, Function.identity()));
        return rows.stream()
                .filter(row -> row.id().startsWith(REQUESTS))
                .map(row -> line(row, row.id().substring(REQUESTS.length()), byId))
                .collect(Collectors.joining("", HEAD, ""));
    }

    /** Returns the rows that are in no line of the paths. */
    public static List<BenchRow> others(List<BenchRow> rows) {
        return rows.stream()
                .filter(row -> List.of(REQUESTS, WRITE_UNITS, READ_UNITS).stream()
                        .noneMatch(prefix -> row.id().startsWith(prefix)))
                .toList();
    }

    private static String line(BenchRow requests, String path, Map<String, BenchRow> rows) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        path,
                        Figures.plain(requests.ours()),
                        figure(rows, WRITE_UNITS + path),
                        figure(rows, READ_UNITS + path),
                        requests.reach() + (requests.met() ? "" : ": missed"));
    }

    private static String figure(Map<String, BenchRow> rows, String id) {
        return Figures.plain(Objects.requireNonNull(rows.get(id), id).ours());
    }
}
