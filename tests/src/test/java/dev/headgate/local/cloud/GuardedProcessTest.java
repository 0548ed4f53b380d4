package dev.headgate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The JDK's own web server: a program that runs until it is ended. */
    private static final List<String> PROGRAM =
            List.of(GuardedProcess.java(), "-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", "0");

    @Test
    void program_endsWithItsGuard(@TempDir Path folder) {
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        List<ProcessHandle> started;
        try (GuardedProcess process = GuardedProcess.start(PROGRAM, folder, folder.resolve("log"))) {
            await().atMost(PATIENCE).until(() -> added(before).size() == 2);
            started = added(before);
            assertThat(process.isAlive()).isTrue();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(started).as("guard and program").noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void lastWords_areTheProgramsOwn_whenItEndsByItself(@TempDir Path folder) {
        List<String> wrong = List.of(GuardedProcess.java(), "-m", "no.such.module");
        try (GuardedProcess process = GuardedProcess.start(wrong, folder, folder.resolve("log"))) {
            await().atMost(PATIENCE).until(() -> !process.isAlive());
            assertThat(process.lastWords()).contains("no.such.module");
        }
    }

    private static List<ProcessHandle> added(List<ProcessHandle> before) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
    }
}
