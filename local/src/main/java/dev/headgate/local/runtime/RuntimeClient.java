package dev.headgate.local.runtime;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** The four calls of Lambda's Runtime API. */
final class RuntimeClient {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final byte[] NOTHING = {};

    private final HttpConnection connection;

    /** Takes the API's address, {@code host:port}; the connection is made with the first call. */
    RuntimeClient(String address) {
        this.connection = new HttpConnection(address);
    }

    /** Returns the next event, waiting for it as long as it takes. */
    Invocation next() throws IOException {
        HttpConnection.Response response = connection.call("GET", ROOT + "invocation/next", Map.of(), NOTHING);
        return new Invocation(
                response.header("lambda-runtime-aws-request-id"),
                Instant.ofEpochMilli(Long.parseLong(response.header("lambda-runtime-deadline-ms"))),
                response.header("lambda-runtime-invoked-function-arn"),
                response.headers().get("lambda-runtime-trace-id"),
                response.body());
    }

    void respond(String requestId, byte[] payload) throws IOException {
        connection.call("POST", ROOT + "invocation/" + requestId + "/response", Map.of(), payload);
    }

    void fail(String requestId, ErrorBody error) throws IOException {
        report("invocation/" + requestId + "/error", error);
    }

    void initError(ErrorBody error) throws IOException {
        report("init/error", error);
    }

    private void report(String path, ErrorBody error) throws IOException {
        connection.call("POST", ROOT + path, Map.of("Lambda-Runtime-Function-Error-Type", error.type()), error.json());
    }
}
