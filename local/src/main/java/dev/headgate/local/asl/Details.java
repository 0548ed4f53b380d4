package dev.headgate.local.asl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The details of history events. */
final class Details {
    private Details() {}

    static Map<String, Object> failure(@Nullable String error, @Nullable String cause) {
        return with(Map.of(), error, cause);
    }

    static Map<String, Object> with(Map<String, Object> others, @Nullable String error, @Nullable String cause) {
        Map<String, Object> details = new LinkedHashMap<>(others);
        if (error != null) {
            details.put("error", error);
        }
        if (cause != null) {
            details.put("cause", cause);
        }
        return details;
    }
}
