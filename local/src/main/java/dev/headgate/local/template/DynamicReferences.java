package dev.headgate.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code {{resolve:secretsmanager:…}}} by the values of the stack's own secrets.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html">
 *     Secrets Manager dynamic references</a>
 */
final class DynamicReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([a-z-]+):([^}]+)\\}\\}");
    private static final Pattern SECRET = Pattern.compile(
            "(arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:[^:]+|[^:]+)(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?");

    private final Collection<StackSecret> secrets;

    DynamicReferences(Collection<StackSecret> secrets) {
        this.secrets = secrets;
    }

    /** The tree with all references replaced. @throws TemplateException if one is of another kind or names no secret */
    JsonNode resolve(JsonNode tree, String path) {
        if (tree.isTextual()) {
            return JsonNodeFactory.instance.textNode(text(tree.textValue(), path));
        }
        if (tree.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            tree.forEach(element -> list.add(resolve(element, path)));
            return list;
        }
        if (tree.isObject()) {
            ObjectNode mapping = JsonNodeFactory.instance.objectNode();
            tree.properties()
                    .forEach(entry ->
                            mapping.set(entry.getKey(), resolve(entry.getValue(), path + "." + entry.getKey())));
            return mapping;
        }
        return tree;
    }

    private String text(String text, String path) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            if (!match.group(1).equals("secretsmanager")) {
                throw new TemplateException(path, "{{resolve:" + match.group(1) + ":…}} is not supported here");
            }
            return Matcher.quoteReplacement(secret(match.group(2), path));
        });
    }

    private String secret(String reference, String path) {
        Matcher parts = SECRET.matcher(reference);
        if (!parts.matches() || isOther(parts.group(2), "SecretString")) {
            throw new TemplateException(path, "{{resolve:secretsmanager:" + reference + "}} is not supported here");
        }
        if (isOther(parts.group(4), "AWSCURRENT") || isOther(parts.group(5), "")) {
            throw new TemplateException(path, "a secret has its current version only here, got: " + reference);
        }
        String value = value(parts.group(1), path);
        String key = parts.group(3);
        return key == null || key.isEmpty() ? value : member(value, key, path);
    }

    private String value(String id, String path) {
        return secrets.stream()
                .filter(secret -> secret.arn().equals(id) || secret.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new TemplateException(path, "there is no secret " + id + " in this template"))
                .value();
    }

    private static String member(String value, String key, String path) {
        try {
            JsonNode member = new ObjectMapper().readTree(value).path(key);
            if (member.isValueNode()) {
                return member.asText();
            }
        } catch (JsonProcessingException e) {
            // The value must not be shown, and the exception's message may quote it.
            throw new TemplateException(path, "the secret is no JSON, so it has no key " + key);
        }
        throw new TemplateException(path, "the secret has no key " + key);
    }

    private static boolean isOther(@Nullable String part, String expected) {
        return part != null && !part.isEmpty() && !part.equals(expected);
    }
}
