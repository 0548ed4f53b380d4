package dev.headgate.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The reviews of a run, in order, each with an id of its own. */
record Reviews(List<Review> all) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Reviews {
        all = List.copyOf(all);
    }

    /**
     * Returns the reviews of a JSON Lines file, {@code {"id","text"}} a line; empty lines are passed over.
     *
     * @throws DemoException naming the file and the line, when it cannot be read or an id is missing or comes twice
     */
    static Reviews read(Path file) {
        List<String> lines = lines(file);
        List<Review> reviews = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                Review review = parse(lines.get(i), file + " line " + (i + 1));
                if (!ids.add(review.id())) {
                    throw new DemoException(file + " line " + (i + 1) + ": id must be unique, got: " + review.id());
                }
                reviews.add(review);
            }
        }
        if (reviews.isEmpty()) {
            throw new DemoException(file + " must hold at least 1 review");
        }
        return new Reviews(reviews);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DemoException("cannot read the reviews: " + e, e);
        }
    }

    private static Review parse(String line, String place) {
        try {
            JsonNode node = JSON.readTree(line);
            String id = node.path("id").asText("");
            if (id.isBlank() || !node.path("text").isTextual()) {
                throw new DemoException(place + " must be an object with \"id\" and \"text\"");
            }
            return new Review(id, node.path("text").asText());
        } catch (JsonProcessingException e) {
            throw new DemoException(place + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Returns this many reviews: the first ones, and from the top again, with ids of their own, where they run out. */
    Reviews take(int count) {
        List<Review> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Review review = all.get(i % all.size());
            int round = i / all.size() + 1;
            taken.add(round == 1 ? review : new Review(review.id() + "." + round, review.text()));
        }
        return new Reviews(taken);
    }

    /** Returns all ids. */
    Set<String> ids() {
        return all.stream().map(Review::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns how many reviews have which prompt, where {@code {text}} of the template stands for the text. */
    Map<String, Integer> prompts(String template) {
        return all.stream()
                .collect(Collectors.toUnmodifiableMap(
                        review -> template.replace("{text}", review.text()), review -> 1, Integer::sum));
    }

    /** Returns the reviews as JSON Lines, as the workflow's item reader takes them. */
    String toJsonLines() {
        StringBuilder lines = new StringBuilder();
        for (Review review : all) {
            lines.append(JSON.createObjectNode().put("id", review.id()).put("text", review.text()))
                    .append('\n');
        }
        return lines.toString();
    }
}
