package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.TaskFailedException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * {@code http:invoke}, the HTTP Task.
 *
 * <p>AWS takes https only; here http is taken too, since the gateway of a local run has no certificate. An answer other
 * than 2xx fails the Task with {@code States.Http.StatusCode.NNN}; its cause is the status text alone, as people have
 * seen it on AWS, where neither the body nor the headers (no Retry-After) of such an answer reach the workflow.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html">Call HTTPS APIs</a>
 */
final class HttpInvoke implements Integration {
    private static final Set<String> KNOWN =
            Set.of("ApiEndpoint", "Method", "Headers", "QueryParameters", "RequestBody", "Authentication");

    private final HttpSender http;
    private final ConnectionLookup connections;
    private final String region;

    HttpInvoke(HttpSender http, ConnectionLookup connections, String region) {
        this.http = http;
        this.connections = connections;
        this.region = region;
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException {
        Arguments arguments = Arguments.of(call, KNOWN);
        HttpAnswer response = send(HttpTaskRequest.build(arguments, authorization(arguments), region));
        if (response.status() / 100 != 2) {
            throw new TaskFailedException("States.Http.StatusCode." + response.status(), response.reason());
        }
        return HttpTaskResult.of(response);
    }

    private HttpAnswer send(HttpCall request) throws TaskFailedException, InterruptedException {
        try {
            return http.send(request);
        } catch (IOException e) {
            throw new TaskFailedException("States.Http.Socket", "The HTTP call failed: " + e);
        }
    }

    private Map<String, String> authorization(Arguments arguments) throws TaskFailedException {
        String arn = arguments.value("Authentication").map(a -> a.path("ConnectionArn")).stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst()
                .orElseThrow(() -> Arguments.invalid("the field 'Authentication.ConnectionArn' must be a text"));
        return connections
                .headers(arn)
                .orElseThrow(() -> new TaskFailedException(
                        "Events.ConnectionResource.ResourceNotFound", "Connection " + arn + " does not exist"));
    }
}
