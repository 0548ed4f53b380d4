package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Merges SAM's globals into resources: a resource's scalar replaces the global one, maps are merged, lists are joined
 * with the global part first.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">
 *     Globals section</a>
 */
final class Globals {

    private static final Set<String> SECTIONS = Set.of("Function", "StateMachine");

    private final ObjectNode globals;

    /** @throws TemplateException if there is a section that is not supported here */
    Globals(ObjectNode globals) {
        globals.fieldNames().forEachRemaining(section -> {
            if (!SECTIONS.contains(section)) {
                throw new TemplateException("Globals", "the section " + section + " is not supported on this machine");
            }
        });
        this.globals = globals;
    }

    ObjectNode merge(ResourceKind kind, ObjectNode properties) {
        return switch (kind) {
            case FUNCTION -> merge(globals.path("Function"), properties);
            case STATE_MACHINE -> merge(globals.path("StateMachine"), properties);
            default -> properties;
        };
    }

    private static ObjectNode merge(JsonNode global, ObjectNode own) {
        ObjectNode result = own.objectNode();
        global.properties().forEach(field -> result.set(field.getKey(), field.getValue()));
        own.properties()
                .forEach(field -> result.set(field.getKey(), merged(result.get(field.getKey()), field.getValue())));
        return result;
    }

    private static JsonNode merged(JsonNode global, JsonNode own) {
        if (global instanceof ObjectNode first
                && own instanceof ObjectNode second
                && !isCall(first)
                && !isCall(second)) {
            return merge(first, second);
        }
        if (global instanceof ArrayNode first && own instanceof ArrayNode second) {
            return first.deepCopy().addAll(second);
        }
        return own;
    }

    private static boolean isCall(ObjectNode node) {
        return node.size() == 1 && (node.has("Ref") || node.fieldNames().next().startsWith("Fn::"));
    }
}
