package dev.headgate.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run that has been judged.
 *
 * @param results saved answers
 * @param deadLetters messages of the dead-letter queue
 * @param reason why the execution failed; empty when it did not
 */
public record Run(
        Summary summary, Timeline timeline, List<ObjectNode> results, List<JsonNode> deadLetters, String reason) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Run {
        results = List.copyOf(results);
        deadLetters = List.copyOf(deadLetters);
    }

    /** Returns whether every review was answered or dead-lettered, none twice, and the workflow ended well. */
    public boolean good() {
        return summary.good();
    }

    /** Writes results.jsonl, summary.json and report.html into a directory, which is made if need be. */
    public void write(Path out) throws IOException {
        Files.createDirectories(out);
        Files.write(out.resolve("results.jsonl"), resultLines());
        Files.writeString(out.resolve("summary.json"), summaryJson() + System.lineSeparator());
        Files.writeString(out.resolve("report.html"), Report.html(summary, timeline));
    }

    private List<String> resultLines() {
        Stream<String> answers = results.stream()
                .sorted(Comparator.comparing(result -> result.path("itemId").asText()))
                .map(ObjectNode::toString);
        return Stream.concat(answers, deadLetters.stream().map(Run::deadLetterLine))
                .toList();
    }

    private static String deadLetterLine(JsonNode message) {
        ObjectNode line = AwsJson.arguments();
        line.set("deadLetter", message);
        return line.toString();
    }

    /** Returns the summary as JSON text. */
    public String summaryJson() {
        try {
            return JSON.writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the closing table, its lines. */
    public List<String> table(Path out) {
        return ClosingTable.of(summary, out);
    }
}
