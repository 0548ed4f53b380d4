package dev.headgate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a run: a table for people and {@code bench.json} for scripts. */
final class BenchReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> HEADS = List.of("what", "ours", "peer", "ratio", "unit", "reach", "");

    private final List<BenchRow> rows;

    BenchReport(List<BenchRow> rows) {
        this.rows = List.copyOf(rows);
    }

    boolean met() {
        return rows.stream().allMatch(BenchRow::met);
    }

    void print(PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADS);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = IntStream.range(0, HEADS.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        lines.forEach(line -> out.println(padded(line, widths).stripTrailing()));
    }

    /** Writes {@code bench.json} into the directory, which is made if it is not there. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        JSON.writeValue(directory.resolve("bench.json").toFile(), rows);
    }

    private static List<String> cells(BenchRow row) {
        return List.of(
                row.id(),
                Figures.plain(row.ours()),
                row.peer() == null ? "" : Figures.plain(row.peer()),
                row.ratio() == null ? "" : Figures.plain(row.ratio()) + "x",
                row.unit(),
                row.reach(),
                row.met() ? "ok" : "MISSED");
    }

    private static String padded(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            boolean figure = column >= 1 && column <= 3;
            text.append(("%" + (figure ? "" : "-") + Math.max(1, widths[column]) + "s  ").formatted(line.get(column)));
        }
        return text.toString();
    }
}
