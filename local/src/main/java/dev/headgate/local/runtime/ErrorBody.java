package dev.headgate.local.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** A failure in the form in which AWS's Java runtime reports it: errorMessage, errorType, stackTrace. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ErrorBody(String type, byte[] json) {
    private static final String OWN_PACKAGE = ErrorBody.class.getPackageName() + ".";

    /** Returns the failure of {@code thrown}; a missing message is the type's name, as AWS's runtime has it. */
    static ErrorBody of(Throwable thrown) {
        String type = thrown.getClass().getName();
        String message = Objects.requireNonNullElse(thrown.getLocalizedMessage(), type);
        String trace = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(OWN_PACKAGE))
                .map(frame -> quote(frame.toString()))
                .collect(Collectors.joining(","));
        String json = "{\"errorMessage\":" + quote(message) + ",\"errorType\":" + quote(type) + ",\"stackTrace\":["
                + trace + "]}";
        return new ErrorBody(type, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a JSON string, RFC 8259 section 7; lone surrogates are escaped too, since UTF-8 has none. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
