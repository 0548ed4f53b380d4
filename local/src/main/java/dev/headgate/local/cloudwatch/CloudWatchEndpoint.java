package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper CBOR = new CBORMapper();

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
            ObjectMapper form = rpc.matches() ? CBOR : JSON;
            try {
                String operation = form == CBOR ? rpc.group(1) : operation(exchange);
                send(exchange, form, 200, api.answer(operation, read(form, body)));
            } catch (CloudWatchException refused) {
                send(exchange, form, 400, error(refused.type(), String.valueOf(refused.getMessage())));
            } catch (JsonProcessingException unreadable) {
                send(exchange, form, 400, error("SerializationException", unreadable.getOriginalMessage()));
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

    private static JsonNode read(ObjectMapper form, byte[] body) throws IOException {
        return body.length == 0 ? form.createObjectNode() : form.readTree(body);
    }

    private static ObjectNode error(String type, String message) {
        return JsonNodeFactory.instance.objectNode().put("__type", type).put("message", message);
    }

    private static void send(HttpExchange exchange, ObjectMapper form, int status, ObjectNode answer)
            throws IOException {
        boolean cbor = form == CBOR;
        exchange.getResponseHeaders().set("Content-Type", cbor ? "application/cbor" : "application/x-amz-json-1.0");
        if (cbor) {
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        }
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        byte[] body = form.writeValueAsBytes(answer);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
