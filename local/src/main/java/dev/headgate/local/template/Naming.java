package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.lambda.EventSourceMapping;
import java.util.Map;

/** Makes each resource known to a scope, and the resources that SAM makes beside a function. */
final class Naming {

    private final TemplateScope scope;
    private final Identities identities;

    Naming(TemplateScope scope, Identities identities) {
        this.scope = scope;
        this.identities = identities;
    }

    /** @param declared all that the template declares, those included whose condition does not hold */
    void add(Map<String, Resource> resources, ObjectNode declared) {
        declared.fieldNames()
                .forEachRemaining(name -> scope.refuse(name, "is not made, since its condition does not hold"));

        resources.values().forEach(this::add);
        // Once the queues have names.
        resources.values().stream()
                .filter(resource -> resource.kind() == ResourceKind.FUNCTION)
                .forEach(this::addEventSources);
    }

    private void addEventSources(Resource function) {
        function.properties().path("Events").properties().forEach(event -> {
            JsonNode queue = event.getValue().path("Properties").path("Queue");
            if (event.getValue().path("Type").asText().equals("SQS") && !queue.isMissingNode()) {
                String path = function.path() + ".Events." + event.getKey() + ".Properties.Queue";
                String arn = new Intrinsics(scope).resolve(queue, path).asText();
                String uuid = EventSourceMapping.uuid(
                        arn, scope.identity(function.logicalId()).name());
                scope.add(function.logicalId() + event.getKey(), new Identity(uuid, uuid, Map.of("Id", uuid)));
            }
        });
    }

    private void add(Resource resource) {
        if (resource.kind() == ResourceKind.CUSTOM) {
            scope.refuse(resource.logicalId(), "has a value only once its function has answered");
            return;
        }
        Identity identity = identities.of(resource.kind(), name(resource));
        scope.add(resource.logicalId(), identity);
        if (resource.kind() == ResourceKind.FUNCTION || resource.kind() == ResourceKind.STATE_MACHINE) {
            addGenerated(resource, identity);
        }
    }

    private String name(Resource resource) {
        String property = resource.kind().nameProperty().orElse("");
        JsonNode given = resource.properties().path(property);
        if (given.isMissingNode()) {
            return identities.defaultName(resource.kind(), resource.logicalId());
        }
        String path = resource.path() + "." + property;
        String name = new Intrinsics(scope).resolve(given, path).asText();
        if (!name.matches("[A-Za-z0-9_./-]+")) {
            throw new TemplateException(path, "must be letters, digits and _ . / -, got: " + name);
        }
        return name;
    }

    /**
     * The role, the published version and the alias.
     *
     * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html">
     *     Generated resources</a>
     */
    private void addGenerated(Resource resource, Identity identity) {
        String id = resource.logicalId();
        if (!resource.properties().has("Role")) {
            scope.add(id + "Role", identities.of(ResourceKind.ROLE, id + "Role"));
        }
        JsonNode alias = resource.properties().path("AutoPublishAlias");
        if (alias.isMissingNode() || resource.kind() != ResourceKind.FUNCTION) {
            return;
        }
        String aliasName = new Intrinsics(scope)
                .resolve(alias, resource.path() + ".AutoPublishAlias")
                .asText();
        Identity aliasIdentity = qualified(identity, aliasName);
        scope.add(id + ".Alias", aliasIdentity);
        scope.add(id + "Alias" + aliasName, aliasIdentity);
        scope.add(id + ".Version", qualified(identity, "1"));
    }

    private static Identity qualified(Identity function, String qualifier) {
        String arn = function.arn() + ":" + qualifier;
        return new Identity(function.name(), arn, Map.of("Arn", arn));
    }
}
