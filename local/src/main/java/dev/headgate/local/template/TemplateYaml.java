package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as CloudFormation does: short forms become their long ones ({@code !Ref x} is {@code {"Ref": "x"}}), dates
 * stay text, and a key that stands twice is an error.
 */
final class TemplateYaml {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> BARE_NAMES = Set.of("!Ref", "!Condition");

    private TemplateYaml() {}

    /** @throws TemplateException naming line and column, if this is no YAML mapping */
    static ObjectNode read(String name, Reader text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root instanceof MappingNode mapping) {
                return mapping(mapping);
            }
        } catch (MarkedYAMLException e) {
            throw new TemplateException(name, "no YAML that can be read: " + e.getMessage());
        }
        throw new TemplateException(name, "must be a mapping");
    }

    private static JsonNode convert(Node node) {
        @Nullable String tag = shortForm(node);
        JsonNode value = switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence -> sequence(sequence);
            case ScalarNode scalar -> tag == null ? scalar(scalar) : NODES.textNode(scalar.getValue());
            default -> throw refused(node, "an alias that contains itself");
        };
        return tag == null ? value : longForm(tag, value);
    }

    private static @Nullable String shortForm(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? tag : null;
    }

    private static ObjectNode longForm(String tag, JsonNode value) {
        String key = BARE_NAMES.contains(tag) ? tag.substring(1) : "Fn::" + tag.substring(1);
        JsonNode argument = tag.equals("!GetAtt") && value.isTextual() ? attribute(value.textValue()) : value;
        ObjectNode call = NODES.objectNode();
        call.set(key, argument);
        return call;
    }

    /** {@code A.Arn} names attribute Arn of A; {@code A.Alias.Arn} attribute Arn of SAM's resource A.Alias. */
    private static ArrayNode attribute(String text) {
        int dot = text.indexOf('.');
        ArrayNode pair = NODES.arrayNode();
        return dot < 0 ? pair.add(text) : pair.add(text.substring(0, dot)).add(text.substring(dot + 1));
    }

    private static ObjectNode mapping(MappingNode node) {
        ObjectNode result = NODES.objectNode();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw refused(entry.getKeyNode(), "a key that is no text");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                throw refused(key, "a merge key, which CloudFormation refuses too");
            }
            if (result.has(key.getValue())) {
                throw refused(key, "the key " + key.getValue() + " a second time");
            }
            result.set(key.getValue(), convert(entry.getValueNode()));
        }
        return result;
    }

    private static ArrayNode sequence(SequenceNode node) {
        ArrayNode result = NODES.arrayNode();
        node.getValue().forEach(element -> result.add(convert(element)));
        return result;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?(0|[1-9][0-9]*)")) {
            return NODES.numberNode(new BigInteger(text));
        }
        if (tag.equals(Tag.FLOAT) && text.matches("[-+]?[0-9]+\\.[0-9]+")) {
            return NODES.numberNode(new BigDecimal(text));
        }
        return tag.equals(Tag.NULL) ? NODES.nullNode() : NODES.textNode(text);
    }

    private static TemplateException refused(Node node, String what) {
        return new TemplateException("line " + (node.getStartMark().getLine() + 1), "has " + what);
    }
}
