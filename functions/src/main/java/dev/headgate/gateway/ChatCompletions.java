package dev.headgate.gateway;

import dev.headgate.worker.Answer;
import dev.headgate.worker.Answer.Failed;
import dev.headgate.worker.Gateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A client of one model behind an OpenAI-compatible gateway. Thread-safe; one instance serves all calls.
 *
 * <p>It follows no redirect, which could carry the key elsewhere, and repeats no call: a second call needs a second
 * permit. HTTP/1.1, because one connection's limit of concurrent streams would fail calls that have their permit.
 */
public final class ChatCompletions implements Gateway {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long LARGEST_BODY = 4L * 1024 * 1024;
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7E]+");

    private final URI endpoint;
    private final String model;
    private final PromptTemplate prompt;
    private final Supplier<String> key;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient client;

    /**
     * @param base up to and including the version, as in {@code https://gateway.example/v1}
     * @param key asked at each call
     * @param timeout for all of a call, the body included
     */
    public ChatCompletions(
            String base,
            String model,
            PromptTemplate prompt,
            Supplier<String> key,
            Duration timeout,
            InstantSource clock) {
        this.endpoint = URI.create(base.replaceAll("/+$", "") + "/chat/completions");
        this.model = model;
        this.prompt = prompt;
        this.key = key;
        this.timeout = timeout;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Returns what the gateway said.
     *
     * @throws IllegalStateException if the key has a form that no header can carry; the message does not show it
     */
    @Override
    public Answer ask(String text) {
        CompletableFuture<HttpResponse<String>> call =
                client.sendAsync(request(text), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_BODY));
        try {
            // The request's own time-out ends with the headers (JDK-8208693): a body that trickles would hold the slot.
            return read(call.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return failed("no answer: " + rootOf(e).getClass().getSimpleName());
        } catch (TimeoutException e) {
            call.cancel(true);
            return failed("no answer in " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return failed("no answer: interrupted");
        }
    }

    /** The endpoint and the model: nothing secret. */
    @Override
    public String toString() {
        return "ChatCompletions[" + model + " at " + endpoint.getHost() + "]";
    }

    private HttpRequest request(String text) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Authorization", "Bearer " + usableKey())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Completion.request(model, prompt.fill(text))))
                .build();
    }

    /** The builder's own exception would print the value that it refuses. */
    private String usableKey() {
        String value = key.get().strip();
        if (!HEADER_VALUE.matcher(value).matches()) {
            throw new IllegalStateException("the gateway key must be visible ASCII characters, got something else");
        }
        return value;
    }

    private Answer read(HttpResponse<String> response) {
        return new Reading(response.statusCode(), firstValues(response.headers()), response.body())
                .answer(model, clock.instant());
    }

    private static Map<String, String> firstValues(HttpHeaders headers) {
        Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.map().forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    private static Failed failed(String reason) {
        return new Failed(reason, Optional.empty());
    }

    /** The innermost exception, whose name tells a refused connection from a reset one. */
    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
