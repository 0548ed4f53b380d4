package dev.headgate.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an AWS::Serverless::StateMachine, its definition file included. */
final class StateMachineReader {

    private static final Set<String> USED =
            Set.of("Definition", "DefinitionSubstitutions", "DefinitionUri", "Name", "Policies", "Role", "Type");
    private static final Set<String> INERT =
            Set.of("Logging", "PermissionsBoundary", "PropagateTags", "RolePath", "Tags", "Tracing");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)\\}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Permissions permissions;

    StateMachineReader(Path folder, Permissions permissions) {
        this.folder = folder;
        this.permissions = permissions;
    }

    StackStateMachine read(Declared declared) {
        Fields fields = declared.fields().only(USED, INERT);
        String definition = substitute(text(fields), fields.textMap("DefinitionSubstitutions"), fields.path());
        return new StackStateMachine(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn(),
                fields.text("Role").orElse(""),
                fields.text("Type").orElse("STANDARD"),
                parse(definition, fields.path()),
                permissions.of(declared).statements());
    }

    private String text(Fields fields) {
        if (fields.has("Definition")) {
            return fields.tree("Definition").toString();
        }
        Path file = folder.resolve(fields.requireText("DefinitionUri"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TemplateException(fields.path() + ".DefinitionUri", "cannot be read: " + e);
        }
    }

    /** Values are escaped, so that a quotation mark in a parameter cannot end the string that it is put into. */
    private static String substitute(String definition, Map<String, String> values, String path) {
        return PLACE.matcher(definition).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new TemplateException(
                        path + ".DefinitionSubstitutions", "has no value for ${" + match.group(1) + "}");
            }
            return Matcher.quoteReplacement(
                    String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)));
        });
    }

    private static JsonNode parse(String definition, String path) {
        try {
            return JSON.readTree(definition);
        } catch (JsonProcessingException e) {
            throw new TemplateException(path, "the definition is no JSON: " + e.getOriginalMessage());
        }
    }
}
