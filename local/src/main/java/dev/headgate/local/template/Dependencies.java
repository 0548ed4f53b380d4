package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what resources name, and puts them in an order in which everything named comes first. */
final class Dependencies {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9]+)[^}]*\\}");

    private Dependencies() {}

    /** The logical ids (and parameters) that a tree names by Ref, Fn::GetAtt or Fn::Sub. */
    static Set<String> of(JsonNode tree) {
        Set<String> names = new HashSet<>();
        collect(tree, names);
        return names;
    }

    private static void collect(JsonNode tree, Set<String> names) {
        tree.properties().forEach(field -> {
            switch (field.getKey()) {
                case "Ref" -> names.add(field.getValue().asText().split("\\.", -1)[0]);
                case "Fn::GetAtt" -> names.add(field.getValue().path(0).asText());
                case "Fn::Sub" ->
                    PLACE.matcher(field.getValue().toString()).results().forEach(match -> names.add(match.group(1)));
                default -> {}
            }
        });
        tree.forEach(child -> collect(child, names));
    }

    /** All resources, each after those that it needs. @throws TemplateException if some need each other */
    static List<Resource> sorted(Map<String, Resource> resources) {
        Set<Resource> done = new LinkedHashSet<>();
        resources.values().forEach(resource -> visit(resource, resources, done, new LinkedHashSet<>()));
        return new ArrayList<>(done);
    }

    private static void visit(Resource resource, Map<String, Resource> all, Set<Resource> done, Set<String> way) {
        if (done.contains(resource)) {
            return;
        }
        if (!way.add(resource.logicalId())) {
            throw new TemplateException("Resources", "these need each other: " + way);
        }
        for (String name : resource.needs()) {
            Resource needed = all.get(name);
            if (needed != null) {
                visit(needed, all, done, way);
            }
        }
        way.remove(resource.logicalId());
        done.add(resource);
    }
}
