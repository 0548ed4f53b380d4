package dev.headgate.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No function outlives the local run, however that ends. */
class ParentDeathTest {
    @TempDir
    Path directory;

    @Test
    void processes_end_whenTheirParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle function =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(function.isAlive()).isTrue();
            parent.destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> !function.isAlive());
        }
    }

    /** Starts a function and prints its process id, then waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            LambdaOptions options = LambdaOptions.builder(Path.of(arguments[0]))
                    .sharedArchive(false)
                    .build();
            try (LambdaService lambda =
                    new LambdaService(List.of(TestFunctions.of(TestHandlers.Sleeps.class)), options)) {
                System.out.println(TestFunctions.text(lambda.invoke("SleepsFunction", TestFunctions.json("0"))));
                lambda.invoke("SleepsFunction", TestFunctions.json("15000"));
            }
        }
    }
}
