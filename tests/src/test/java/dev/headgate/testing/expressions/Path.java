package dev.headgate.testing.expressions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A document path as written: names, each a step into a map; at its end perhaps a list index, which only REMOVE takes. */
record Path(List<String> written) {

    List<String> in(Scope scope) {
        return written.stream().map(scope::name).toList();
    }

    String text(Scope scope) {
        return String.join(".", in(scope));
    }

    /** Returns what is there, or null. */
    @Nullable
    AttributeValue read(Map<String, AttributeValue> item, Scope scope) {
        AttributeValue found = AttributeValue.fromM(item);
        for (String name : in(scope)) {
            found = found == null || !found.hasM() ? null : found.m().get(name);
        }
        return found;
    }

    /**
     * Returns the item with the value put there, or taken away if it is null.
     *
     * @param creating whether maps on the way are made where they are missing; otherwise that is an error
     */
    static Map<String, AttributeValue> write(
            Map<String, AttributeValue> item, List<String> names, @Nullable AttributeValue value, boolean creating) {
        Map<String, AttributeValue> written = new HashMap<>(item);
        String first = names.getFirst();
        if (names.size() == 1) {
            if (value == null) {
                written.remove(first);
            } else {
                written.put(first, value);
            }
            return written;
        }
        AttributeValue inner = written.get(first);
        if (inner == null && creating) {
            inner = AttributeValue.fromM(Map.of());
        }
        if (inner != null && inner.hasL() && value == null && names.size() == 2 && isIndex(names.get(1))) {
            written.put(first, AttributeValue.fromL(without(inner.l(), index(names.get(1)))));
            return written;
        }
        if (inner == null || !inner.hasM()) {
            throw Invalid.request("The document path provided in the update expression is invalid for update");
        }
        List<String> rest = names.subList(1, names.size());
        written.put(first, AttributeValue.fromM(write(inner.m(), rest, value, creating)));
        return written;
    }

    static Path parse(Tokens tokens) {
        List<String> names = new ArrayList<>(List.of(name(tokens)));
        while (tokens.takeIf(".")) {
            names.add(name(tokens));
        }
        if (tokens.takeIf("[")) {
            names.add("[" + tokens.take() + "]");
            tokens.expect("]");
        }
        return new Path(names);
    }

    static boolean isIndex(String name) {
        return name.startsWith("[");
    }

    static int index(String name) {
        return Integer.parseInt(name.substring(1, name.length() - 1));
    }

    private static List<AttributeValue> without(List<AttributeValue> list, int index) {
        List<AttributeValue> left = new ArrayList<>(list);
        if (index < left.size()) {
            left.remove(index);
        }
        return left;
    }

    private static String name(Tokens tokens) {
        String token = tokens.peek();
        if (!token.matches("#?[A-Za-z0-9_]+")) {
            throw tokens.unexpected();
        }
        return tokens.take();
    }
}
