package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudWatch's API on localhost, in the two protocols that today's SDKs and AWS CLI speak: Smithy RPC v2 with CBOR, and JSON
 * 1.0. The query protocol of older ones is refused by name.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2 CBOR</a>
 */
public final class CloudWatchEndpoint implements AutoCloseable {
    private static final String TARGET = "GraniteServiceVersion20100801.";
    private static final Pattern RPC = Pattern.compile(".*/service/GraniteServiceVersion20100801/operation/(\\w+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final CloudWatchApi api;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Starts serving. @throws java.net.BindException where the port is taken */
    public CloudWatchEndpoint(Alarms alarms, InstantSource clock, int port) throws IOException {
        this.api = new CloudWatchApi(alarms, clock);
        // Without it, an answer waits for the acknowledgement of its own headers. Read once by the server's first use.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Matcher rpc = RPC.matcher(exchange.getRequestURI().getPath());
            boolean cbor = rpc.matches();
            try {
                ObjectNode answer = cbor
                        ? api.answer(rpc.group(1), body.length == 0 ? JSON.createObjectNode() : Cbor.read(body))
                        : api.answer(operation(exchange), json(body));
                send(exchange, cbor, 200, answer);
            } catch (CloudWatchException refused) {
                send(exchange, cbor, 400, error(refused.type(), String.valueOf(refused.getMessage())));
            } catch (IllegalArgumentException unreadable) {
                send(exchange, cbor, 400, error("SerializationException", String.valueOf(unreadable.getMessage())));
            }
        }
    }

    private static String operation(HttpExchange exchange) {
        String target = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
        if (!target.startsWith(TARGET)) {
            throw new CloudWatchException(
                    "UnknownOperationException",
                    "this local CloudWatch speaks Smithy RPC v2 CBOR and JSON 1.0, not the query protocol");
        }
        return target.substring(TARGET.length());
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static ObjectNode error(String type, String message) {
        return JsonNodeFactory.instance.objectNode().put("__type", type).put("message", message);
    }

    private static void send(HttpExchange exchange, boolean cbor, int status, ObjectNode answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", cbor ? "application/cbor" : "application/x-amz-json-1.0");
        if (cbor) {
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        }
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        byte[] body = cbor ? Cbor.write(answer) : JSON.writeValueAsBytes(answer);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
