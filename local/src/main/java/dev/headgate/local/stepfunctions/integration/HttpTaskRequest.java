package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.TaskFailedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP request that the Arguments of an HTTP Task describe. */
final class HttpTaskRequest {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

    /** What AWS does not let a definition set, as far as the client would send it. */
    private static final Set<String> FORBIDDEN = Set.of(
            "authorization",
            "connection",
            "content-length",
            "date",
            "expect",
            "forwarded",
            "host",
            "origin",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    /** A token, and a line without control characters (RFC 9110, sections 5.1 and 5.5). */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\uFFFF]*");

    private HttpTaskRequest() {}

    /**
     * The request.
     *
     * @param authorization the connection's headers; they win over the definition's
     */
    static HttpCall build(Arguments arguments, Map<String, String> authorization, String region)
            throws TaskFailedException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Amazon|StepFunctions|HttpInvoke|" + region);
        headers.putAll(headers(arguments));
        headers.putAll(authorization);
        return new HttpCall(method(arguments), uri(arguments), headers, body(arguments));
    }

    private static String method(Arguments arguments) throws TaskFailedException {
        String method = arguments.requireText("Method");
        if (!METHODS.contains(method)) {
            throw Arguments.invalid("the field 'Method' must be one of " + METHODS + ", got: " + method);
        }
        return method;
    }

    private static URI uri(Arguments arguments) throws TaskFailedException {
        String endpoint = arguments.requireText("ApiEndpoint");
        List<String> pairs = new ArrayList<>();
        for (var field : fields(arguments, "QueryParameters").entrySet()) {
            for (String value : values(field.getValue())) {
                pairs.add(encode(field.getKey()) + "=" + encode(value));
            }
        }
        String separator = endpoint.indexOf('?') < 0 ? "?" : "&";
        return absolute(pairs.isEmpty() ? endpoint : endpoint + separator + String.join("&", pairs));
    }

    private static URI absolute(String endpoint) throws TaskFailedException {
        try {
            URI uri = new URI(endpoint);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw Arguments.invalid("the field 'ApiEndpoint' must be a URL: " + e.getMessage());
        }
        throw Arguments.invalid("the field 'ApiEndpoint' must be an http or https URL, got: " + endpoint);
    }

    private static Map<String, String> headers(Arguments arguments) throws TaskFailedException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (var field : fields(arguments, "Headers").entrySet()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (FORBIDDEN.contains(name) || name.startsWith("x-amz-") || name.startsWith("x-forwarded-")) {
                throw Arguments.invalid("the header '" + field.getKey() + "' must not be set");
            }
            headers.put(field.getKey(), headerValue(field.getKey(), String.join(",", values(field.getValue()))));
        }
        return headers;
    }

    private static String headerValue(String name, String value) throws TaskFailedException {
        if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
            throw Arguments.invalid("the header '" + name + "' must be a token with a value of one line");
        }
        return value;
    }

    private static byte @Nullable [] body(Arguments arguments) {
        return arguments
                .value("RequestBody")
                .map(body -> body.isTextual() ? body.textValue().getBytes(StandardCharsets.UTF_8) : Json.bytes(body))
                .orElse(null);
    }

    private static Map<String, JsonNode> fields(Arguments arguments, String name) throws TaskFailedException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        JsonNode tree = arguments.value(name).orElseGet(Json::object);
        if (!tree.isObject()) {
            throw Arguments.invalid("the field '" + name + "' must be an object");
        }
        tree.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static List<String> values(JsonNode value) {
        List<String> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> values.add(element.asText()));
        } else {
            values.add(value.asText());
        }
        return values;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
