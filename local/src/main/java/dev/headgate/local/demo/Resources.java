package dev.headgate.local.demo;

import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of the running stack that the demo needs, by their logical ids. */
record Resources(LocalCloud cloud) {
    String table(String logicalId) {
        return declared(logicalId, cloud.stack().tables().get(logicalId)).name();
    }

    String queueUrl(String logicalId) {
        return declared(logicalId, cloud.stack().queues().get(logicalId)).url();
    }

    String bucket(String logicalId) {
        return declared(logicalId, cloud.stack().buckets().get(logicalId)).name();
    }

    String stateMachine(String logicalId) {
        return declared(logicalId, cloud.stack().stateMachines().get(logicalId)).arn();
    }

    String parameter(String name) {
        return declared(name, cloud.stack().parameters().get(name));
    }

    /** Returns how much memory each function has, in megabytes. */
    int memoryMegabytes(String function) {
        return declared(function, cloud.stack().functions().get(function)).memoryMegabytes();
    }

    Map<String, String> parameters() {
        return cloud.stack().parameters();
    }

    URI endpoint(Endpoint endpoint) {
        return declared(endpoint.title(), cloud.endpoints().get(endpoint));
    }

    private static <T> T declared(String name, @Nullable T found) {
        if (found == null) {
            throw new DemoException("template.yaml must declare " + name + ", which the demo uses");
        }
        return found;
    }
}
