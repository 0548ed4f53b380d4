package dev.headgate.lambda;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.InvalidRequestException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the typo behind a field that is missing: {@code limit} for {@code limits}. Jackson builds the value before it looks
 * for unknown fields, and would only say what is not there.
 */
final class UnknownFields {
    private final JsonMapper mapper;
    private final byte[] json;

    UnknownFields(JsonMapper mapper, byte[] json) {
        this.mapper = mapper;
        this.json = json;
    }

    /** Returns what is wrong with the first unknown field of the object that could not be built; empty if there is none. */
    Optional<InvalidRequestException> beside(ValueInstantiationException e) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        BeanDescription type = config.introspect(e.getType());
        if (config.getDefaultPropertyIgnorals(type.getBeanClass(), type.getClassInfo())
                .getIgnoreUnknown()) {
            return Optional.empty();
        }
        Collection<String> known = type.findProperties().stream()
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        return at(e).propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> JsonFaults.unknown(JsonFaults.prefix(e) + name, known));
    }

    private JsonNode at(JsonMappingException e) {
        try {
            JsonNode node = mapper.readTree(json);
            for (JsonMappingException.Reference step : e.getPath()) {
                node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
            }
            return node;
        } catch (IOException unreadable) {
            return mapper.missingNode();
        }
    }
}
