package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the Resources section: which there are, of which kind, with what in common. */
final class Resources {

    private static final Set<String> FIELDS =
            Set.of("Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");

    private Resources() {}

    /**
     * The resources whose condition holds, in the template's order.
     *
     * @throws TemplateException if a type, or a field beside Properties, is not supported here
     */
    static Map<String, Resource> read(ObjectNode section, Globals globals, Predicate<String> conditions) {
        Map<String, Resource> resources = new LinkedHashMap<>();
        section.properties().forEach(entry -> {
            String path = "Resources." + entry.getKey();
            JsonNode declared = entry.getValue();
            requireKnown(declared, path);
            if (!declared.has("Condition")
                    || conditions.test(declared.get("Condition").asText())) {
                resources.put(entry.getKey(), resource(entry.getKey(), declared, globals, path));
            }
        });
        return resources;
    }

    private static Resource resource(String logicalId, JsonNode declared, Globals globals, String path) {
        String type = declared.path("Type").asText();
        ResourceKind kind = ResourceKind.of(type, path);
        ObjectNode own = declared.get("Properties") instanceof ObjectNode properties
                ? properties
                : JsonNodeFactory.instance.objectNode();
        ObjectNode merged = globals.merge(kind, own);
        Set<String> needs = new HashSet<>(Dependencies.of(merged));
        JsonNode dependsOn = declared.path("DependsOn");
        if (dependsOn.isTextual()) {
            needs.add(dependsOn.textValue());
        }
        dependsOn.forEach(name -> needs.add(name.asText()));
        return new Resource(logicalId, kind, type, merged, needs);
    }

    private static void requireKnown(JsonNode declared, String path) {
        declared.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new TemplateException(path, "the field " + field + " is not supported on this machine");
            }
        });
    }
}
