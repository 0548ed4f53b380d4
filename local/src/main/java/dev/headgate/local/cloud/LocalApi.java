package dev.headgate.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls to the stores of the run, which look at the form of a signature at most. */
final class LocalApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Makes something that there may be already.
     *
     * @param existsError the error code that says so
     * @throws StartException if the store refuses
     */
    void make(URI endpoint, String service, String target, JsonNode request, String existsError)
            throws InterruptedException {
        HttpResponse<String> answer = send(json(endpoint, service, target, request));
        if (answer.statusCode() != 200 && !answer.body().contains(existsError)) {
            throw new StartException(target + " " + request + " was refused: " + answer.body());
        }
    }

    /** The answer to a call. @throws StartException if the store refuses */
    JsonNode call(URI endpoint, String service, String target, JsonNode request) throws InterruptedException {
        HttpResponse<String> answer = send(json(endpoint, service, target, request));
        if (answer.statusCode() != 200) {
            throw new StartException(target + " " + request + " was refused: " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new StartException(target + " answered no JSON: " + answer.body(), e);
        }
    }

    private static HttpRequest json(URI endpoint, String service, String target, JsonNode request) {
        return request(endpoint, service)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
    }

    /** Makes a bucket. @throws StartException if the store refuses */
    void makeBucket(URI endpoint, String name) throws InterruptedException {
        HttpResponse<String> answer = send(request(endpoint.resolve("/" + name), "s3")
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        if (answer.statusCode() != 200 && !answer.body().contains("BucketAlready")) {
            throw new StartException("bucket " + name + " was refused: " + answer.body());
        }
    }

    private static HttpRequest.Builder request(URI uri, String service) {
        String signature = "AWS4-HMAC-SHA256 Credential=HEADGATE/20261122/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
        return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", signature);
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartException(request.uri() + " does not answer: " + e, e);
        }
    }
}
