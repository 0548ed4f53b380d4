package dev.headgate.local.stepfunctions.integration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP client with keep-alive for all calls to services. It blocks, for callers on virtual threads; the JDK's own client
 * hands each answer through three threads, which costs more (docs/adr/0045).
 *
 * <p>An idle connection is dropped after 5 s, well before any of the servers drops it (30 s and more): a POST that meets a
 * connection closed under it cannot be sent again without the risk of being done twice.
 */
final class HttpSender implements AutoCloseable {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final Timeout IDLE_TIMEOUT = Timeout.ofSeconds(5);

    /** An HTTP Task ends after 60 seconds at most, and so does every call of a service. */
    private static final Timeout ANSWER_TIMEOUT = Timeout.ofSeconds(60);

    /** As many as there may be children of a Map Run. */
    private static final int MOST_CONNECTIONS = 10_000;

    private final CloseableHttpClient client = HttpClients.createMinimal(connections());

    private static HttpClientConnectionManager connections() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .setSocketTimeout(ANSWER_TIMEOUT)
                        .setIdleTimeout(IDLE_TIMEOUT)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
    }

    /** Returns the answer, whatever its status. An interrupt of a virtual thread ends the request. */
    HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        try {
            return client.execute(request(call), HttpSender::answer);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the call was interrupted: " + e.getMessage());
            }
            throw e;
        }
    }

    private static ClassicHttpRequest request(HttpCall call) {
        ClassicRequestBuilder request =
                ClassicRequestBuilder.create(call.method()).setUri(call.uri());
        call.headers().forEach(request::setHeader);
        byte[] body = call.body();
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request.build();
    }

    private static HttpAnswer answer(ClassicHttpResponse response) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new HttpAnswer(response.getCode(), reason(response), headers, body);
    }

    /** Servers need not send one, and over HTTP/2 cannot. */
    private static String reason(ClassicHttpResponse response) {
        String sent = response.getReasonPhrase();
        return sent == null || sent.isBlank()
                ? Optional.ofNullable(EnglishReasonPhraseCatalog.INSTANCE.getReason(response.getCode(), Locale.ROOT))
                        .orElse("")
                : sent;
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
