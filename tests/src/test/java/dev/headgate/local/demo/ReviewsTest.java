package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewsTest {
    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("reviews.jsonl"), content);
    }

    @Test
    void read_keepsOrderAndCharacters() throws Exception {
        Reviews reviews = Reviews.read(file("{\"id\":\"1\",\"text\":\"ü 😀\"}\n\n{\"id\":\"2\",\"text\":\"\"}\n"));
        assertThat(reviews.all()).containsExactly(new Review("1", "ü 😀"), new Review("2", ""));
        assertThat(reviews.toJsonLines()).isEqualTo("{\"id\":\"1\",\"text\":\"ü 😀\"}\n{\"id\":\"2\",\"text\":\"\"}\n");
    }

    @Test
    void take_startsAgainWithIdsOfTheirOwn_whenTheyRunOut() {
        Reviews reviews = new Reviews(List.of(new Review("a", "x"), new Review("b", "y"))).take(5);
        assertThat(reviews.all()).extracting(Review::id).containsExactly("a", "b", "a.2", "b.2", "a.3");
        assertThat(reviews.ids()).hasSize(5);
        assertThat(reviews.prompts("Judge: {text}"))
                .containsEntry("Judge: x", 3)
                .containsEntry("Judge: y", 2);
    }

    @Test
    void read_refusesNamingTheLine_whenOneIsWrong() throws Exception {
        Path file = file("{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"2\"}\n");
        assertThatThrownBy(() -> Reviews.read(file)).hasMessageContaining("line 2 must be an object with");
        Path twice = file("{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"1\",\"text\":\"b\"}\n");
        assertThatThrownBy(() -> Reviews.read(twice)).hasMessageContaining("line 2: id must be unique, got: 1");
        Path broken = file("{\n");
        assertThatThrownBy(() -> Reviews.read(broken)).hasMessageContaining("line 1 is not JSON");
        Path empty = file("\n");
        assertThatThrownBy(() -> Reviews.read(empty)).hasMessageContaining("at least 1 review");
        assertThatThrownBy(() -> Reviews.read(folder.resolve("none.jsonl"))).hasMessageContaining("none.jsonl");
    }
}
