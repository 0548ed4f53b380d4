package dev.headgate.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The tables of the documents that come from {@code docs/bench.json}, each between two comments, so that they cannot
 * drift from what was measured.
 */
final class Documents {
    private static final String BEGIN = "<!-- from docs/bench.json -->\n";
    private static final String END = "<!-- end -->\n";
    private static final String HEAD = "| What | Headgate | Peer | Ratio | Unit | Asked |\n|---|---|---|---|---|---|\n";
    private static final List<String> IN_README = List.of(
            "requests-per-grant-64",
            "requests-per-remembered-refusal",
            "grants-vs-cas-8",
            "grants-vs-cas-64",
            "saturation-64",
            "transitions-per-permit",
            "cost-per-million-granted");

    private final Path home;

    /** @param home the repository */
    Documents(Path home) {
        this.home = home;
    }

    /** Takes a run's rows as what the documents tell, and writes their tables anew. */
    void take(Path benchJson) throws IOException {
        Files.copy(benchJson, home.resolve("docs/bench.json"), StandardCopyOption.REPLACE_EXISTING);
        for (String document : List.of("README.md", "docs/costs.md")) {
            Files.writeString(home.resolve(document), written(document));
        }
    }

    /** Returns a document with the table that {@code docs/bench.json} yields. */
    String written(String document) throws IOException {
        Predicate<BenchRow> told = document.equals("README.md") ? row -> IN_README.contains(row.id()) : row -> true;
        List<BenchRow> rows = new ObjectMapper()
                .readValue(home.resolve("docs/bench.json").toFile(), new TypeReference<List<BenchRow>>() {});
        String text = Files.readString(home.resolve(document));
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END, from);
        if (from < BEGIN.length() || to < 0) {
            throw new IllegalStateException(
                    document + " has no table between " + BEGIN.strip() + " and " + END.strip());
        }
        String table = rows.stream().filter(told).map(Documents::line).collect(Collectors.joining());
        return text.substring(0, from) + HEAD + table + text.substring(to);
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
