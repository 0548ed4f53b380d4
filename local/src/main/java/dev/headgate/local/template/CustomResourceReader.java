package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** Reads a custom resource. */
final class CustomResourceReader {

    private final Function<String, Optional<String>> functionOfArn;

    CustomResourceReader(Function<String, Optional<String>> functionOfArn) {
        this.functionOfArn = functionOfArn;
    }

    StackCustomResource read(Declared declared) {
        String token = declared.fields().requireText("ServiceToken");
        String function = functionOfArn
                .apply(token)
                .orElseThrow(() -> new TemplateException(
                        declared.path() + ".ServiceToken", token + " is no function of this template"));
        return new StackCustomResource(
                declared.logicalId(), declared.resource().type(), function, asTexts(declared.properties()));
    }

    /** CloudFormation sends numbers and booleans as strings. */
    private static JsonNode asTexts(JsonNode tree) {
        if (tree.isObject()) {
            ObjectNode mapping = JsonNodeFactory.instance.objectNode();
            tree.properties().forEach(entry -> mapping.set(entry.getKey(), asTexts(entry.getValue())));
            return mapping;
        }
        if (tree.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            tree.forEach(element -> list.add(asTexts(element)));
            return list;
        }
        return JsonNodeFactory.instance.textNode(tree.asText());
    }
}
