package dev.headgate.local.cloud;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** AWS's DynamoDB Local, unchanged and in a process of its own, in memory, behind a {@link DynamoDbFront}. */
final class DynamoDbStore implements Store {

    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final GuardedProcess process;
    private final DynamoDbFront front;

    private DynamoDbStore(GuardedProcess process, DynamoDbFront front) {
        this.process = process;
        this.front = front;
    }

    /**
     * A store that answers.
     *
     * @param libraries the folder of DynamoDB Local's libraries
     * @throws StartException if there are none, or it does not come up
     */
    static DynamoDbStore start(int port, Path libraries, Path work) throws InterruptedException {
        if (!Files.isDirectory(libraries)) {
            throw new StartException("DynamoDB Local is not in " + libraries + ": build local/dynamodb first");
        }
        int inner = Ports.claim(0, "DynamoDB Local");
        GuardedProcess process =
                GuardedProcess.start(command(inner, libraries, work), work, work.resolve("dynamodb.log"));
        try {
            await(process, inner);
            return new DynamoDbStore(process, DynamoDbFront.start(port, Ports.address(inner)));
        } catch (StartException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private static List<String> command(int port, Path libraries, Path work) {
        Path absolute = libraries.toAbsolutePath();
        return List.of(
                GuardedProcess.java(),
                "-Xmx512m",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.library.path=" + absolute,
                "-Djava.io.tmpdir=" + work.toAbsolutePath(),
                "-cp",
                absolute + "/*",
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-inMemory",
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port));
    }

    private static void await(GuardedProcess process, int port) throws InterruptedException {
        long end = System.nanoTime() + START_TIME.toNanos();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new StartException("DynamoDB Local does not come up; it says:\n" + process.lastWords());
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(Ports.address(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    DynamoDbCounts counts() {
        return front.counts();
    }

    @Override
    public URI endpoint() {
        return front.endpoint();
    }

    @Override
    public void close() {
        front.close();
        process.close();
    }
}
