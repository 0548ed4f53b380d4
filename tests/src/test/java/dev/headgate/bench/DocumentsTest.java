package dev.headgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final Path HOME = Path.of(System.getProperty("headgate.home", "."));

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/costs.md", "docs/algorithms.md"})
    void tables_sayWhatWasMeasured(String document) throws IOException {
        assertThat(Files.readString(HOME.resolve(document)))
                .as("./headgate bench --docs writes it anew")
                .isEqualTo(new Documents(HOME).written(document));
    }
}
