package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a custom resource. CloudFormation sends every scalar as a string; here they are read as what they
 * mean, and anything else is refused by name.
 */
final class Properties {
    /** CloudFormation's own, which it may hand through. */
    private static final Set<String> OF_CLOUDFORMATION = Set.of("ServiceToken", "ServiceTimeout");

    private final Map<String, Object> values;

    /** @throws InvalidRequestException if there is a property that is not known */
    Properties(Map<String, Object> values, Set<String> known) {
        this.values = values;
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name) && !OF_CLOUDFORMATION.contains(name)) {
                throw new InvalidRequestException(
                        "%s must be one of %s, got: an unknown property".formatted(name, new TreeSet<>(known)));
            }
        }
    }

    String text(String name) {
        String value = find(name);
        if (value == null) {
            throw new InvalidRequestException(name + " must be given, got: nothing");
        }
        return value;
    }

    String text(String name, String otherwise) {
        String value = find(name);
        return value == null ? otherwise : value;
    }

    long whole(String name) {
        return whole(name, text(name));
    }

    long whole(String name, long otherwise) {
        String value = find(name);
        return value == null ? otherwise : whole(name, value);
    }

    int wholeInt(String name) {
        return Math.clamp(whole(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    int wholeInt(String name, long otherwise) {
        return Math.clamp(whole(name, otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** @throws InvalidRequestException if it is no decimal number */
    double decimal(String name) {
        return decimal(name, text(name));
    }

    double decimal(String name, double otherwise) {
        String value = find(name);
        return value == null ? otherwise : decimal(name, value);
    }

    boolean has(String name) {
        return find(name) != null;
    }

    boolean yes(String name) {
        String value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new InvalidRequestException(name + " must be true or false, got: " + value);
        }
        return value.equals("true");
    }

    /** Returns the constant of that name; {@code otherwise} if the property is not there. */
    <E extends Enum<E>> E oneOf(String name, E otherwise) {
        return find(name) == null ? otherwise : oneOf(name, otherwise.getDeclaringClass());
    }

    /** Returns the constant of that name. */
    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        E[] all = type.getEnumConstants();
        String value = text(name);
        return Arrays.stream(all)
                .filter(one -> one.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "%s must be one of %s, got: %s".formatted(name, Arrays.toString(all), value)));
    }

    int wholeInt(String name, int otherwise) {
        return Math.clamp(whole(name, otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Returns the properties that a map has; empty if the map is not there.
     *
     * @throws InvalidRequestException if it is no map, or has a property that is not known
     */
    Optional<Properties> map(String name, Set<String> known) {
        Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(new Properties(map(name, value), known));
    }

    /**
     * Returns the properties under each name of a map; none if the map is not there.
     *
     * @throws InvalidRequestException if it is not a map of maps, or has a property that is not known
     */
    Map<String, Properties> maps(String name, Set<String> known) {
        Map<String, Properties> maps = new HashMap<>();
        if (values.get(name) != null) {
            map(name, values.get(name))
                    .forEach((key, value) -> maps.put(key, new Properties(map(name + "." + key, value), known)));
        }
        return maps;
    }

    /** Returns the properties in {@code value}, which is the map of that name. */
    static Properties of(String name, @Nullable Object value, Set<String> known) {
        return new Properties(map(name, value), known);
    }

    /**
     * Returns the elements of a list of maps; none if the list is not there.
     *
     * @throws InvalidRequestException if it is not a list of maps, or has a property that is not known
     */
    List<Properties> list(String name, Set<String> known) {
        List<Properties> elements = new ArrayList<>();
        for (Object element : list(name)) {
            elements.add(of("%s[%d]".formatted(name, elements.size()), element, known));
        }
        return elements;
    }

    /** Returns the texts of a list; none if the list is not there. */
    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    private List<?> list(String name) {
        Object value = values.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list)) {
            throw new InvalidRequestException(name + " must be a list, got: " + value);
        }
        return list;
    }

    private static Map<String, Object> map(String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidRequestException(name + " must be a map, got: " + value);
        }
        Map<String, Object> copy = new HashMap<>();
        map.forEach((key, element) -> copy.put(String.valueOf(key), element));
        return copy;
    }

    private static long whole(String name, String value) {
        if (!value.matches("-?\\d{1,18}")) {
            throw new InvalidRequestException(name + " must be a whole number, got: " + value);
        }
        return Long.parseLong(value);
    }

    private static double decimal(String name, String value) {
        if (!value.matches("-?\\d{1,12}(\\.\\d{1,12})?")) {
            throw new InvalidRequestException(name + " must be a decimal number, got: " + value);
        }
        return Double.parseDouble(value);
    }

    private @Nullable String find(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }
}
