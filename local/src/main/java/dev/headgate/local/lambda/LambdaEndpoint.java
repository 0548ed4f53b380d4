package dev.headgate.local.lambda;

import java.io.IOException;
import java.net.URI;

/** Serves Lambda's API over HTTP on localhost: Invoke, functions, event source mappings. */
public final class LambdaEndpoint implements AutoCloseable {
    /**
     * Starts serving.
     *
     * @param port the port on localhost, 0 for a free one
     * @throws IOException if the port is taken
     */
    public LambdaEndpoint(LambdaService lambda, EventSourceMappings mappings, int port) throws IOException {}

    /** Returns where the endpoint is, for {@code --endpoint-url}. */
    public URI uri() {
        return URI.create("http://localhost");
    }

    /** Stops serving. */
    @Override
    public void close() {}
}
