package dev.headgate.local.lambda;

import static dev.headgate.local.lambda.TestFunctions.json;
import static dev.headgate.local.lambda.TestFunctions.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedArchiveTest {
    @TempDir
    Path directory;

    @Test
    void archive_isMadeByTheFirstRun_andUsedByTheNext() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("lambda").resolve("archives"));
        Files.createFile(folder.resolve("EchoFunction-00000000.jsa"));
        echoOnce();
        List<Path> made = archives();
        assertThat(made).as("the one of an older build is gone").hasSize(1);
        assertThat(made.getFirst()).isNotEmptyFile();
        assertThat(made.getFirst().toString()).endsWith(".jsa");
        Object written = Files.getLastModifiedTime(made.getFirst());
        echoOnce();
        assertThat(archives()).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(made.getFirst()))
                .as("not made again")
                .isEqualTo(written);
        assertThat(Files.readString(directory.resolve("logs").resolve("EchoFunction.log")))
                .as("nothing from the JVM itself")
                .doesNotContain("warning");
    }

    @Test
    void archive_isNotKept_whenItsProcessWasKilled() throws Exception {
        try (LambdaService lambda = service(TestHandlers.Sleeps.class)) {
            long pid = Long.parseLong(text(lambda.invoke("SleepsFunction", json("0"))));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        }
        assertThat(archives()).isEmpty();
    }

    private void echoOnce() throws Exception {
        try (LambdaService lambda = service(TestHandlers.Echo.class)) {
            assertThat(text(lambda.invoke("EchoFunction", json("1")))).isEqualTo("1");
        }
    }

    private LambdaService service(Class<?> handler) throws IOException {
        return new LambdaService(
                List.of(TestFunctions.of(handler)),
                LambdaOptions.builder(directory).build());
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("lambda").resolve("archives"))) {
            return files.toList();
        }
    }
}
