package dev.headgate.bench.adaptive;

import dev.headgate.bench.BenchRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run's rows as people read them: a line for each scenario, ours beside the best of the peers. */
public final class AdaptiveTable {
    private static final String HEAD =
            "| Scenario | Ours: used (seeds), refused | Settling, overshoot | Best peer at equal refusals | Told at"
                    + " once |\n"
                    + "|---|---|---|---|---|\n";
    private static final String USED = ": utilisation";
    private static final String EQUAL = ", at equal refusals";

    private final Map<String, BenchRow> rows;

    private AdaptiveTable(List<BenchRow> rows) {
        this.rows = rows.stream().collect(Collectors.toMap(BenchRow::id, Function.identity()));
    }

    /** Returns the lines, those of the head too. */
    public static String of(List<BenchRow> rows) {
        AdaptiveTable table = new AdaptiveTable(rows);
        return rows.stream()
                .filter(row -> row.id().endsWith(USED) && !row.id().contains("/"))
                .map(row -> table.line(row.id().substring(0, row.id().length() - USED.length())))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private String line(String scenario) {
        return "| %s | %.1f %% (%.1f to %.1f), %.1f %% | %.0f s, %.0f %% | %s | %s |\n"
                .formatted(
                        scenario,
                        figure(scenario + USED),
                        figure(scenario + USED + ", lowest seed"),
                        figure(scenario + USED + ", highest seed"),
                        figure(scenario + ": refused"),
                        figure(scenario + ": settling"),
                        figure(scenario + ": overshoot"),
                        best(scenario, true)
                                .map(peer -> compared(scenario, peer))
                                .orElse("none has so few"),
                        best(scenario, false).map(this::described).orElse("none has so few"));
    }

    /** Returns the family that uses most at our refusals; of those that count, or of those that are told at once. */
    private Optional<String> best(String scenario, boolean counts) {
        return rows.keySet().stream()
                .filter(id -> id.startsWith(scenario + " / ") && id.endsWith(EQUAL + USED))
                .filter(id -> id.contains("told at once") != counts)
                .max(Comparator.comparingDouble(this::theirs))
                .map(id -> id.substring(0, id.length() - (EQUAL + USED).length()));
    }

    private String compared(String scenario, String peer) {
        double margin = figure(scenario + USED) - theirs(peer + EQUAL + USED);
        return described(peer) + ": " + (margin > 0 ? points(margin, "less") : "**" + points(-margin, "more") + "**");
    }

    private static String points(double difference, String word) {
        return difference < 0.05 ? "even" : "%.1f %s".formatted(difference, word);
    }

    private String described(String peer) {
        return "%s %.1f %% at %.1f %%"
                .formatted(
                        peer.substring(peer.indexOf('/') + 2).replace(" told at once", ""),
                        theirs(peer + EQUAL + USED),
                        figure(peer + EQUAL + ": refused"));
    }

    private double figure(String id) {
        return Objects.requireNonNull(rows.get(id), id).ours();
    }

    private double theirs(String id) {
        return Objects.requireNonNull(Objects.requireNonNull(rows.get(id), id).peer(), id);
    }
}
