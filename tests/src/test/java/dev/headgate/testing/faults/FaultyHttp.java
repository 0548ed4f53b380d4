package dev.headgate.testing.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An SDK's HTTP client whose requests meet what a {@link Plan} says.
 *
 * <p>It stands below the SDK's own retries, as the network does: each attempt is a request of its own here, and how many
 * attempts there are is the SDK client's affair. One such client is one process; not for two threads at once.
 */
public final class FaultyHttp implements SdkHttpClient {
    private static final String THROTTLING =
            "{\"__type\":\"com.amazon.coral.availability#ThrottlingException\",\"message\":\"Rate exceeded\"}";
    private static final String INTERNAL =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\",\"message\":\"internal\"}";

    private final SdkHttpClient http;
    private final Map<Fault, Integer> met = new EnumMap<>(Fault.class);
    private final Queue<HttpExecuteRequest> late = new ArrayDeque<>();
    private Plan plan = Plan.NO_FAULTS;
    private boolean dead;

    public FaultyHttp(SdkHttpClient http) {
        this.http = http;
    }

    /** Starts the process anew, if it was killed, with this plan. */
    public void follow(Plan next) {
        plan = next;
        dead = false;
    }

    /** Returns how many requests met this. */
    public int met(Fault fault) {
        return met.getOrDefault(fault, 0);
    }

    /** Lets the requests happen that are still on their way. */
    public void deliverLate() throws IOException {
        for (HttpExecuteRequest request = late.poll(); request != null; request = late.poll()) {
            perform(request);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answered(request);
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public String clientName() {
        return "Faulty";
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpExecuteResponse answered(HttpExecuteRequest request) throws IOException {
        if (dead) {
            throw new Killed();
        }
        Fault fault = plan.next();
        met.merge(fault, 1, Integer::sum);
        return switch (fault) {
            case NONE -> thenLate(http.prepareRequest(request).call());
            case NEVER_SENT -> throw new SocketTimeoutException("connect timed out");
            case ANSWER_LOST -> {
                perform(request);
                throw new SocketTimeoutException("Read timed out");
            }
            case LATE -> {
                late.add(request);
                throw new SocketTimeoutException("Read timed out");
            }
            case THROTTLED -> answer(400, THROTTLING);
            case ERROR -> answer(500, INTERNAL);
            case ERROR_AFTER -> {
                perform(request);
                yield answer(500, INTERNAL);
            }
            case KILLED -> throw killed();
            case KILLED_AFTER -> {
                perform(request);
                throw killed();
            }
        };
    }

    private HttpExecuteResponse thenLate(HttpExecuteResponse response) throws IOException {
        deliverLate();
        return response;
    }

    private void perform(HttpExecuteRequest request) throws IOException {
        HttpExecuteResponse response = http.prepareRequest(request).call();
        if (response.responseBody().isPresent()) {
            try (InputStream body = response.responseBody().get()) {
                body.readAllBytes();
            }
        }
    }

    private Killed killed() {
        dead = true;
        return new Killed();
    }

    private static HttpExecuteResponse answer(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }
}
