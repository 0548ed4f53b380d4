package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Measures JSON without writing it.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">256 KiB of UTF-8 for the
 *     input or output of a task, state or execution</a>
 */
final class JsonSize {
    /** The most bytes of a payload. */
    static final int LIMIT = 262_144;

    private long bytes;
    private final long limit;

    private JsonSize(long limit) {
        this.limit = limit;
    }

    static boolean exceeds(JsonNode node) {
        return of(node, LIMIT) > LIMIT;
    }

    /** Returns the bytes of the compact JSON text, or something above {@code limit} once that is passed. */
    static long of(JsonNode node, long limit) {
        JsonSize size = new JsonSize(limit);
        size.add(node);
        return size.bytes;
    }

    private void add(JsonNode node) {
        if (bytes > limit) {
            return;
        }
        switch (node.getNodeType()) {
            case OBJECT -> {
                bytes += 1 + Math.max(1, node.size());
                node.properties().forEach(member -> {
                    addText(member.getKey());
                    bytes++;
                    add(member.getValue());
                });
            }
            case ARRAY -> {
                bytes += 1 + Math.max(1, node.size());
                node.forEach(this::add);
            }
            case STRING -> addText(node.textValue());
            default -> bytes += node.asText().length();
        }
    }

    private void addText(String text) {
        bytes += 2;
        for (int i = 0; i < text.length(); i++) {
            bytes += bytesOf(text.charAt(i));
        }
    }

    private static int bytesOf(char c) {
        if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r') {
            return 2;
        }
        if (c < 0x20) {
            return 6;
        }
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
