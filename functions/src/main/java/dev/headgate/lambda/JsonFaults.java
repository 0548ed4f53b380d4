package dev.headgate.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.headgate.InvalidRequestException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request's JSON, in the caller's words: the field, what it must be, and what it was. */
final class JsonFaults {
    private static final int LONGEST_VALUE = 140;
    private static final Pattern VALUE = Pattern.compile("(?:coerce|from) ([\\w-]+) value \\((.+?)\\)(?: to |$)");

    private JsonFaults() {}

    static InvalidRequestException invalid(JsonProcessingException e) {
        if (e.getCause() instanceof InvalidRequestException ours) {
            return new InvalidRequestException(prefix(e) + ours.getMessage());
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown(path(unknown), new TreeSet<>(unknown.getKnownPropertyIds()));
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return new InvalidRequestException("%s must be %s, got: %s"
                    .formatted(path(mismatch), kind(mismatch.getTargetType()), value(mismatch)));
        }
        String bound = e.getCause() instanceof InputCoercionException ? "a number in range" : "valid JSON";
        return new InvalidRequestException("%s must be %s, got: %s"
                .formatted(e instanceof JsonMappingException at ? path(at) : "the request", bound, firstLine(e)));
    }

    static InvalidRequestException unknown(String field, Collection<?> known) {
        return new InvalidRequestException("%s must be one of %s, got: an unknown field".formatted(field, known));
    }

    /** Returns the place of the object that the fault is in, as it stands before a field's name. */
    static String prefix(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty() ? path(mapping) + "." : "";
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("malformed JSON");
    }

    /** Returns what a value of this type looks like in JSON. */
    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a string";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "a JSON object";
    }

    /** Returns the value, or at least its kind: Jackson tells it in its message only, once the parser is closed. */
    private static String value(MismatchedInputException e) {
        if (e instanceof InvalidFormatException format) {
            return shortened(String.valueOf(format.getValue()));
        }
        Matcher told = VALUE.matcher(e.getOriginalMessage());
        if (!told.find()) {
            return firstLine(e);
        }
        String value = told.group(2);
        return value.startsWith("token ") ? "an " + told.group(1).toLowerCase(Locale.ROOT) : shortened(value);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    /** The place as a caller writes it: {@code limits[0].permits}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            @Nullable String field = step.getFieldName();
            if (field == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(field);
            }
        }
        return path.isEmpty() ? "the request" : path.toString();
    }
}
