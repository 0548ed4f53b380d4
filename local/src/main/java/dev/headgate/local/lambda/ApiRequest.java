package dev.headgate.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request to Lambda's API, its body unread.
 *
 * @param path the segments after the version, decoded
 * @param query the last value of each parameter
 */
record ApiRequest(String method, List<String> path, Map<String, String> query, HttpExchange exchange) {
    static ApiRequest of(HttpExchange exchange) {
        List<String> segments = Arrays.stream(
                        exchange.getRequestURI().getRawPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(ApiRequest::decode)
                .toList();
        return new ApiRequest(
                exchange.getRequestMethod(),
                segments.isEmpty() ? segments : segments.subList(1, segments.size()),
                query(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "")),
                exchange);
    }

    /** Returns a header's value, or the default. */
    String header(String name, String otherwise) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), otherwise);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
