package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of one template: parameters, pseudo parameters, conditions, mappings and, once known, resources. */
final class TemplateScope implements Scope {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode root;
    private final Map<String, String> parameters;
    private final Map<String, String> pseudo;
    private final Map<String, Identity> identities = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Set<String> evaluating = new HashSet<>();

    TemplateScope(ObjectNode root, Map<String, String> parameters, Place place) {
        this.root = root;
        this.parameters = parameters;
        this.pseudo = place.pseudoParameters();
    }

    void add(String name, Identity identity) {
        identities.put(name, identity);
    }

    /** Notes that a name exists but has no value here. */
    void refuse(String name, String reason) {
        refused.put(name, reason);
    }

    @Override
    public JsonNode ref(String name, String path) {
        if (parameters.containsKey(name)) {
            return parameter(name, parameters.getOrDefault(name, ""));
        }
        if (pseudo.containsKey(name)) {
            return NODES.textNode(pseudo.get(name));
        }
        return NODES.textNode(identity(name, path).ref());
    }

    @Override
    public JsonNode attribute(String name, String attribute, String path) {
        if (identities.containsKey(name + "." + attribute)) {
            return NODES.textNode(identity(name + "." + attribute, path).ref());
        }
        String value = identity(name, path).attributes().get(attribute);
        if (value == null) {
            throw new TemplateException(path, "the attribute " + attribute + " of " + name + " is not known here");
        }
        return NODES.textNode(value);
    }

    private Identity identity(String name, String path) {
        Identity identity = identities.get(name);
        if (identity != null) {
            return identity;
        }
        throw new TemplateException(
                path, name + " " + refused.getOrDefault(name, "is no parameter or resource of this template"));
    }

    /** A resource that is known to be there. */
    Identity identity(String logicalId) {
        return identity(logicalId, "Resources." + logicalId);
    }

    private JsonNode parameter(String name, String value) {
        String type = root.path("Parameters").path(name).path("Type").asText();
        if (type.equals("String") || type.equals("Number")) {
            return NODES.textNode(value);
        }
        ArrayNode list = NODES.arrayNode();
        for (String element : value.split(",", -1)) {
            list.add(element.strip());
        }
        return list;
    }

    @Override
    public boolean condition(String name, String path) {
        JsonNode declared = root.path("Conditions").path(name);
        if (declared.isMissingNode()) {
            throw new TemplateException(path, "there is no condition " + name);
        }
        if (!evaluating.add(name)) {
            throw new TemplateException("Conditions." + name, "refers to itself");
        }
        try {
            return new Intrinsics(this).resolve(declared, "Conditions." + name).asBoolean();
        } finally {
            evaluating.remove(name);
        }
    }

    @Override
    public JsonNode mapping(String map, String first, String second, String path) {
        JsonNode value = root.path("Mappings").path(map).path(first).path(second);
        if (value.isMissingNode()) {
            throw new TemplateException(path, "there is no mapping " + map + "." + first + "." + second);
        }
        return value;
    }
}
