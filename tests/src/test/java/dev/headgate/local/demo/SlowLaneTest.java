package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo ends when the slow lane is empty, and not while a message is hidden or in the worker's hands. */
class SlowLaneTest {
    /** What the queue says at one look. */
    private record Depth(int visible, int inHands, int delayed) {
        String json() {
            return """
                {"Attributes": {"ApproximateNumberOfMessages": "%d",
                  "ApproximateNumberOfMessagesNotVisible": "%d", "ApproximateNumberOfMessagesDelayed": "%d"}}\
                """.formatted(visible, inHands, delayed);
        }
    }

    private final Deque<Depth> left = new ArrayDeque<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void drain_returnsAtOnce_whenNothingWentThere() throws Exception {
        drain(new Depth(0, 0, 0), new Depth(7, 0, 0));
        assertThat(left).as("one look").hasSize(1);
        assertThat(said.size()).isZero();
    }

    @Test
    void drain_waitsForWhatIsVisible_inHands_orDelayed_andForTwoEmptyLooks() throws Exception {
        drain(
                new Depth(3, 0, 0),
                new Depth(0, 3, 0),
                new Depth(0, 0, 0), // put back between two looks
                new Depth(0, 0, 1),
                new Depth(0, 0, 0),
                new Depth(0, 0, 0),
                new Depth(7, 0, 0));
        assertThat(left).as("looks that were not needed").hasSize(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("Waiting for 3 messages in the slow lane");
    }

    private void drain(Depth... depths) throws Exception {
        left.addAll(List.of(depths));
        HttpServer queue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        queue.createContext("/", this::answer);
        queue.start();
        try (AwsJson aws = new AwsJson();
                PrintStream notes = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            URI endpoint = URI.create("http://localhost:" + queue.getAddress().getPort());
            new SlowLane(aws, endpoint, endpoint + "/SlowLaneQueue", Duration.ofMillis(1)).drain(notes);
        } finally {
            queue.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = left.removeFirst().json().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
