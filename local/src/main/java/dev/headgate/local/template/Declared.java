package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/** A resource with its identity and its resolved properties. */
record Declared(Resource resource, Identity identity, JsonNode properties) {

    String logicalId() {
        return resource.logicalId();
    }

    String path() {
        return resource.path();
    }

    Fields fields() {
        return new Fields(properties, path());
    }
}
