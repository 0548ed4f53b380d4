package dev.headgate.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A resource as the template declares it, globals merged in, nothing resolved.
 *
 * @param needs the logical ids that it names, by DependsOn or in its properties
 */
record Resource(String logicalId, ResourceKind kind, String type, ObjectNode properties, Set<String> needs) {

    Resource {
        needs = Set.copyOf(needs);
    }

    String path() {
        return "Resources." + logicalId + ".Properties";
    }
}
