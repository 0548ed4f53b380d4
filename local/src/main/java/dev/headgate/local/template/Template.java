package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A template.yaml as it was read, before its parameters have values. */
public final class Template {

    private static final String TRANSFORM = "AWS::Serverless-2016-10-31";
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Conditions",
            "Globals",
            "Resources",
            "Outputs");

    private final ObjectNode root;
    private final Path folder;

    private Template(ObjectNode root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * The template in a file; state machine definitions are looked for relative to it.
     *
     * @throws IOException if the file cannot be read
     * @throws TemplateException if it is no template, or has a section that is not supported here
     */
    public static Template read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            Path folder = file.toAbsolutePath().getParent();
            return of(TemplateYaml.read(file.toString(), text), folder == null ? Path.of("") : folder);
        }
    }

    /** The template in a text. @throws TemplateException as {@link #read} */
    static Template parse(String yaml, Path folder) {
        return of(TemplateYaml.read("template", new StringReader(yaml)), folder);
    }

    private static Template of(ObjectNode root, Path folder) {
        root.fieldNames().forEachRemaining(section -> {
            if (!SECTIONS.contains(section)) {
                throw new TemplateException("template", "the section " + section + " is not supported on this machine");
            }
        });
        if (root.has("Transform") && !root.get("Transform").asText().equals(TRANSFORM)) {
            throw new TemplateException("Transform", "must be " + TRANSFORM + ", got: " + root.get("Transform"));
        }
        return new Template(root, folder);
    }

    /**
     * The stack that this template describes.
     *
     * @throws TemplateException naming the place, if a parameter's value is not allowed or something is not supported
     */
    public Stack resolve(TemplateOptions options) {
        Map<String, String> parameters = new Parameters(section("Parameters")).values(options.parameters());
        Place place = Place.local(options.stackName());
        TemplateScope scope = new TemplateScope(root, parameters, place);
        Map<String, Resource> resources = Resources.read(
                section("Resources"),
                new Globals(section("Globals")),
                condition -> scope.condition(condition, "Resources"));
        new Naming(scope, new Identities(place, options.queues())).add(resources, section("Resources"));
        return new StackReader(scope, resources, folder).read(options.stackName(), parameters, section("Outputs"));
    }

    private ObjectNode section(String name) {
        JsonNode section = root.path(name);
        if (section instanceof ObjectNode mapping) {
            return mapping;
        }
        if (!section.isMissingNode()) {
            throw new TemplateException(name, "must be a mapping");
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
