package dev.headgate.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** AWS's DynamoDB Local, unchanged and in a process of its own, in memory, behind a {@link RequestFront}. */
final class DynamoDbStore implements Store {

    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int HTTP_PORT = 80;

    private final @Nullable GuardedProcess process;
    private final RequestFront front;
    private final DynamoDbCounter counter;
    private final URI behind;

    private DynamoDbStore(@Nullable GuardedProcess process, int port, InetSocketAddress address, URI behind) {
        this.process = process;
        this.counter = new DynamoDbCounter();
        this.front = RequestFront.start(port, address, counter);
        this.behind = behind;
    }

    /** A front before a DynamoDB that runs elsewhere. @throws StartException if it is not reached by plain http */
    static DynamoDbStore before(int port, URI replacement) {
        if (!"http".equals(replacement.getScheme())) {
            throw new StartException("the endpoint for DynamoDB must be http://host:port, got: " + replacement);
        }
        int replacementPort = replacement.getPort() < 0 ? HTTP_PORT : replacement.getPort();
        InetSocketAddress address = new InetSocketAddress(replacement.getHost(), replacementPort);
        return new DynamoDbStore(null, port, address, replacement);
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
        // It leaves a copy of its native library in its temporary folder, at each start.
        Path folder = work.resolve("dynamodb");
        deleteFiles(folder);
        GuardedProcess process =
                GuardedProcess.start(command(inner, libraries, folder), folder, work.resolve("dynamodb.log"));
        try {
            await(process, inner);
            return new DynamoDbStore(process, port, Ports.address(inner), Ports.uri(inner));
        } catch (StartException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private static void deleteFiles(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(folder)) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(int port, Path libraries, Path folder) {
        Path absolute = libraries.toAbsolutePath();
        return List.of(
                GuardedProcess.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Warm at once, on a machine that it shares with all the rest: C2 would compile for half a minute.
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=0.1",
                "-XX:MetaspaceSize=64m",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.library.path=" + absolute,
                "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
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

    /** The store without the front, whose requests are not counted. */
    URI behind() {
        return behind;
    }

    DynamoDbCounts counts() {
        return counter.counts();
    }

    @Override
    public URI endpoint() {
        return front.endpoint();
    }

    @Override
    public void close() {
        front.close();
        if (process != null) {
            process.close();
        }
    }
}
