package dev.headgate.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.bench.adaptive.AdaptiveTable;
import dev.headgate.bench.circuit.CircuitTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of the documents that come from what a benchmark measured, each between two comments of which the first names the
 * file, so that they cannot drift from it.
 */
final class Documents {
    private static final String END = "<!-- end -->\n";
    private static final String HEAD = "| What | Headgate | Peer | Ratio | Unit | Asked |\n|---|---|---|---|---|---|\n";
    private static final Map<String, List<String>> TELLING = Map.of(
            "permits", List.of("README.md", "docs/costs.md"),
            "adaptive", List.of("docs/algorithms.md"),
            "circuit", List.of("docs/costs.md"));
    private static final List<String> IN_README = List.of(
            "requests-per-grant-64",
            "requests-per-remembered-refusal",
            "grants-vs-cas-8",
            "grants-vs-cas-64",
            "bare-write-vs-cas-64",
            "saturation-64",
            "transitions-per-permit",
            "cost-per-million-granted");

    private final Path home;

    /** @param home the repository */
    Documents(Path home) {
        this.home = home;
    }

    /** Takes a run's rows as what the documents tell, and writes their tables anew. */
    void take(String benchmark, Path benchJson) throws IOException {
        Files.copy(benchJson, home.resolve(json(benchmark)), StandardCopyOption.REPLACE_EXISTING);
        for (String document : TELLING.getOrDefault(benchmark, List.of())) {
            Files.writeString(home.resolve(document), written(document));
        }
    }

    /** Returns a document with the tables that the measured figures yield. */
    String written(String document) throws IOException {
        String text = Files.readString(home.resolve(document));
        for (String benchmark : TELLING.keySet()) {
            if (TELLING.get(benchmark).contains(document)) {
                text = told(document, text, benchmark);
            }
        }
        return text;
    }

    private String told(String document, String text, String benchmark) throws IOException {
        String begin = "<!-- from %s -->\n".formatted(json(benchmark));
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(END, from);
        if (from < begin.length() || to < 0) {
            throw new IllegalStateException(
                    "%s has no table between %s and %s".formatted(document, begin.strip(), END.strip()));
        }
        return text.substring(0, from) + table(document, benchmark) + text.substring(to);
    }

    private String table(String document, String benchmark) throws IOException {
        List<BenchRow> rows = new ObjectMapper()
                .readValue(home.resolve(json(benchmark)).toFile(), new TypeReference<List<BenchRow>>() {});
        return switch (benchmark) {
            case "adaptive" -> AdaptiveTable.of(rows);
            case "circuit" -> CircuitTable.ofPaths(rows) + "\n" + table(CircuitTable.others(rows));
            default ->
                table(
                        document.equals("README.md")
                                ? rows.stream()
                                        .filter(row -> IN_README.contains(row.id()))
                                        .toList()
                                : rows);
        };
    }

    private static String table(List<BenchRow> rows) {
        return rows.stream().map(Documents::line).collect(Collectors.joining("", HEAD, ""));
    }

    private static String json(String benchmark) {
        return benchmark.equals("permits") ? "docs/bench.json" : "docs/bench-%s.json".formatted(benchmark);
    }

    private static String line(BenchRow row) {
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        row.id(),
                        Figures.plain(row.ours()),
                        row.peer() == null ? "" : Figures.plain(row.peer()),
                        row.ratio() == null ? "" : Figures.plain(row.ratio()) + "x",
                        row.unit(),
                        row.reach().equals("printed") ? "" : row.reach() + (row.met() ? "" : ": missed"))
                .replace(System.lineSeparator(), "\n");
    }
}
