package dev.headgate.local.stepfunctions.integration;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One HTTP client with keep-alive for all calls to services.
 *
 * <p>An idle connection is dropped after {@value #IDLE_SECONDS} s, well before any of the servers drops it (30 s and more):
 * a POST that meets a connection closed under it cannot be sent again without the risk of being done twice.
 */
final class HttpSender implements AutoCloseable {
    private static final String IDLE_SECONDS = "5";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    HttpSender() {
        // Read once, by the first client of this process.
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", IDLE_SECONDS);
        }
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .executor(threads)
                .build();
    }

    /** The answer, whatever its status. An interrupt cancels the request. */
    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
