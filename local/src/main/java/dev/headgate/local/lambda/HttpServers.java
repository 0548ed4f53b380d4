package dev.headgate.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Makes the JDK's HTTP server answer at once. */
final class HttpServers {
    static {
        // Read once, when the first server is made: without it each answer waits 40 ms for the reader's
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private HttpServers() {}

    /**
     * Returns a server on the loopback address, not started yet.
     *
     * @param port 0 for a free one
     * @throws BindException that names the port if it is taken
     */
    static HttpServer create(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException taken) {
            BindException named = new BindException("port " + port + " is taken");
            named.initCause(taken);
            throw named;
        }
    }

    /** Sends an answer of known length, and nothing but its head where the body is empty. */
    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
