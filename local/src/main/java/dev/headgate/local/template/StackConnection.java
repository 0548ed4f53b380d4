package dev.headgate.local.template;

import java.util.Map;

/**
 * An EventBridge connection: what a workflow's HTTP task adds to its requests. Values are left out of {@link
 * #toString()}.
 *
 * @param headers to add to each request, the API key's among them
 */
public record StackConnection(
        String logicalId, String name, String arn, Map<String, String> headers, Map<String, String> queryParameters) {

    public StackConnection {
        headers = Map.copyOf(headers);
        queryParameters = Map.copyOf(queryParameters);
    }

    @Override
    public String toString() {
        return "StackConnection[" + arn + ", headers " + headers.keySet() + "]";
    }
}
