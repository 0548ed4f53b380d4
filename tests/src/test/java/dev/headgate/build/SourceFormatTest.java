package dev.headgate.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every source is as palantir-java-format writes it. With {@code -Dformat=write} they are rewritten.
 *
 * <p>A test and no Maven plugin, because a formatter parses with the javac of the JVM it runs in, and Maven may run on a
 * JDK that does not know the language of this project (docs/adr/0003).
 */
class SourceFormatTest {
    private static final Path HOME = Path.of(System.getProperty("headgate.home", ".."));
    private static final boolean WRITE = "write".equals(System.getProperty("format"));

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    @Test
    void sources_areFormatted() throws Exception {
        List<Path> unformatted = sources().parallelStream()
                .filter(source -> !isFormatted(source))
                .toList();
        assertThat(unformatted)
                .as("rewrite with: mvn verify -pl functions,local/dynamodb,local,tests -Dtest=SourceFormatTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dformat=write")
                .isEmpty();
    }

    private boolean isFormatted(Path source) {
        try {
            String text = Files.readString(source);
            String formatted = formatter.formatSourceAndFixImports(text);
            if (WRITE && !formatted.equals(text)) {
                Files.writeString(source, formatted);
            }
            return formatted.equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalArgumentException(source + " is no Java", e);
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("functions", "local", "tests")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
