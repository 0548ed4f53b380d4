package dev.headgate.local.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stand-in for an AI gateway, on the loopback interface. It speaks OpenAI's chat completions, keeps a strict limit of
 * its own and answers with a word list. It is not an AI and says so in each answer ({@code X-Headgate-Stand-In} and
 * {@code notice}).
 */
public final class StandInGateway implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService executor;
    private final CallLog log;

    private StandInGateway(HttpServer server, ExecutorService executor, CallLog log) {
        this.server = server;
        this.executor = executor;
        this.log = log;
    }

    /**
     * Returns a running gateway.
     *
     * @throws IOException when the port is taken; the message names it
     */
    public static StandInGateway start(GatewayOptions options) throws IOException {
        // Read once, when the first server of the process is made: without it an answer waits 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        CallLog log = new CallLog();
        HttpServer server = bind(options.port());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(executor);
        server.createContext(
                "/v1/chat/completions", new ChatEndpoint(options, log, Lexicon.load(), InstantSource.system()));
        server.start();
        return new StandInGateway(server, executor, log);
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new IOException("the stand-in gateway cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Returns the base address, with /v1, under which callers reach it. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1");
    }

    /** Returns what arrived until now. */
    public CallLog log() {
        return log;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
