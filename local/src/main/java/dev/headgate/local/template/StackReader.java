package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the resources of a template, once all names are known, into a {@link Stack}. */
final class StackReader {

    private static final Identity NO_IDENTITY = new Identity("", "", Map.of());

    private final TemplateScope scope;
    private final Map<String, Resource> resources;
    private final Path folder;
    private final Intrinsics intrinsics;

    StackReader(TemplateScope scope, Map<String, Resource> resources, Path folder) {
        this.scope = scope;
        this.resources = resources;
        this.folder = folder;
        this.intrinsics = new Intrinsics(scope);
    }

    Stack read(String name, Map<String, String> parameters, ObjectNode outputs) {
        Map<String, StackSecret> secrets = each(ResourceKind.SECRET, new SecretReader()::read);
        Reading reading = new Reading(secrets);
        Permissions permissions = reading.permissions();
        Map<String, StackQueue> queues = reading.each(ResourceKind.QUEUE, new QueueReader()::read);
        TriggerReader triggers = new TriggerReader(reading, this::functionOf);
        return new Stack(
                name,
                parameters,
                reading.each(ResourceKind.FUNCTION, new FunctionReader(permissions)::read),
                reading.each(ResourceKind.TABLE, new TableReader()::read),
                queues,
                reading.each(ResourceKind.BUCKET, new BucketReader()::read),
                secrets,
                reading.each(ResourceKind.CONNECTION, new ConnectionReader()::read),
                reading.each(ResourceKind.STATE_MACHINE, new StateMachineReader(folder, permissions)::read),
                eventSources(reading, queues),
                triggers.rules(),
                triggers.schedules(),
                triggers.topics(),
                triggers.alarms(),
                customResources(reading),
                outputs(outputs),
                inert());
    }

    private Declared declared(Resource resource) {
        return new Declared(
                resource,
                resource.kind() == ResourceKind.CUSTOM ? NO_IDENTITY : scope.identity(resource.logicalId()),
                intrinsics.resolve(resource.properties(), resource.path()));
    }

    private <T> Map<String, T> each(ResourceKind kind, Function<Declared, T> reader) {
        Map<String, T> result = new LinkedHashMap<>();
        resources.values().stream()
                .filter(resource -> resource.kind() == kind)
                .forEach(resource -> result.put(resource.logicalId(), reader.apply(declared(resource))));
        return result;
    }

    private List<StackEventSource> eventSources(Reading reading, Map<String, StackQueue> queues) {
        EventSourceReader reader = new EventSourceReader(queues);
        List<StackEventSource> sources = new ArrayList<>();
        reading.each(ResourceKind.FUNCTION, reader::read).values().forEach(sources::addAll);
        return sources;
    }

    private List<StackCustomResource> customResources(Reading reading) {
        CustomResourceReader reader = new CustomResourceReader(this::functionOf);
        return Dependencies.sorted(resources).stream()
                .filter(resource -> resource.kind() == ResourceKind.CUSTOM)
                .map(resource -> reader.read(reading.resolved(declared(resource))))
                .toList();
    }

    private Optional<String> functionOf(String arn) {
        return resources.values().stream()
                .filter(resource -> resource.kind() == ResourceKind.FUNCTION)
                .map(Resource::logicalId)
                .filter(id -> (arn + ":").startsWith(scope.identity(id).arn() + ":"))
                .findFirst();
    }

    private Map<String, String> outputs(ObjectNode section) {
        Map<String, String> outputs = new LinkedHashMap<>();
        section.properties().forEach(entry -> {
            String path = "Outputs." + entry.getKey();
            JsonNode condition = entry.getValue().path("Condition");
            if (condition.isMissingNode() || scope.condition(condition.asText(), path)) {
                JsonNode value = intrinsics.resolve(entry.getValue().path("Value"), path + ".Value");
                outputs.put(entry.getKey(), value.asText());
            }
        });
        return outputs;
    }

    private Map<String, String> inert() {
        Map<String, String> inert = new LinkedHashMap<>();
        resources
                .values()
                .forEach(resource ->
                        resource.kind().inertBecause().ifPresent(reason -> inert.put(resource.logicalId(), reason)));
        return inert;
    }

    /** Reading that also replaces dynamic references, which needs the secrets first. */
    private final class Reading implements ResourceReading {
        private final DynamicReferences references;

        Reading(Map<String, StackSecret> secrets) {
            this.references = new DynamicReferences(secrets.values());
        }

        @Override
        public <T> Map<String, T> each(ResourceKind kind, Function<Declared, T> reader) {
            return StackReader.this.each(kind, declared -> reader.apply(resolved(declared)));
        }

        Declared resolved(Declared declared) {
            JsonNode properties = references.resolve(declared.properties(), declared.path());
            return new Declared(declared.resource(), declared.identity(), properties);
        }

        Permissions permissions() {
            return new Permissions(
                    each(ResourceKind.ROLE, Function.identity()).values(),
                    each(ResourceKind.POLICY, Function.identity()).values(),
                    each(ResourceKind.MANAGED_POLICY, Function.identity()).values());
        }
    }
}
