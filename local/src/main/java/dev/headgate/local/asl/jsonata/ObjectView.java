package dev.headgate.local.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object as the map that JSONata reads; its members are viewed when they are asked for. */
final class ObjectView extends AbstractMap<String, @Nullable Object> {
    private final ObjectNode node;

    ObjectView(ObjectNode node) {
        this.node = node;
    }

    ObjectNode node() {
        return node;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return key instanceof String name ? Values.view(node.get(name)) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && node.has(name);
    }

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return node.size();
            }
        };
    }

    private Iterator<Map.Entry<String, @Nullable Object>> entries() {
        Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return members.hasNext();
            }

            @Override
            public Map.Entry<String, @Nullable Object> next() {
                Map.Entry<String, JsonNode> member = members.next();
                return new SimpleImmutableEntry<>(member.getKey(), Values.view(member.getValue()));
            }
        };
    }
}
