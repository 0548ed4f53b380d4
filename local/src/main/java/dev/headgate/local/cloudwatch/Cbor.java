package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * CBOR (RFC 8949), as far as CloudWatch's protocol uses it: maps, lists, texts, numbers, truth values, null. Tags are passed
 * over in requests; in answers a POJO that is a number of seconds is written as a moment.
 */
final class Cbor {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int TEXT = 3;
    private static final int LIST = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xFF;
    private static final int EPOCH_SECONDS = 0xC1;

    private Cbor() {}

    /** The tree in some bytes. @throws IllegalArgumentException if they are none, or have what is not known here */
    static JsonNode read(byte[] bytes) {
        try {
            return read(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("the request ends within a value", cut);
        }
    }

    private static JsonNode read(ByteBuffer in) {
        int head = in.get() & 0xFF;
        int major = head >> 5;
        int info = head & 0x1F;
        return switch (major) {
            case UNSIGNED -> NODES.numberNode(argument(in, info));
            case NEGATIVE -> NODES.numberNode(-1 - argument(in, info));
            case TEXT -> NODES.textNode(text(in, info));
            case LIST -> list(in, info);
            case MAP -> map(in, info);
            case TAG -> {
                argument(in, info);
                yield read(in);
            }
            default -> simple(in, head);
        };
    }

    private static long argument(ByteBuffer in, int info) {
        return switch (info) {
            case 24 -> in.get() & 0xFF;
            case 25 -> in.getShort() & 0xFFFF;
            case 26 -> in.getInt() & 0xFFFF_FFFFL;
            case 27 -> in.getLong();
            default -> info;
        };
    }

    private static String text(ByteBuffer in, int info) {
        if (info == INDEFINITE) {
            StringBuilder text = new StringBuilder();
            while (!broken(in)) {
                text.append(read(in).asText());
            }
            return text.toString();
        }
        long length = argument(in, info);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ArrayNode list(ByteBuffer in, int info) {
        ArrayNode list = NODES.arrayNode();
        long left = info == INDEFINITE ? Long.MAX_VALUE : argument(in, info);
        while (left-- > 0 && !(info == INDEFINITE && broken(in))) {
            list.add(read(in));
        }
        return list;
    }

    private static ObjectNode map(ByteBuffer in, int info) {
        ObjectNode map = NODES.objectNode();
        long left = info == INDEFINITE ? Long.MAX_VALUE : argument(in, info);
        while (left-- > 0 && !(info == INDEFINITE && broken(in))) {
            String key = read(in).asText();
            map.set(key, read(in));
        }
        return map;
    }

    /** Whether a list, map or text of no stated length ends here. */
    private static boolean broken(ByteBuffer in) {
        boolean end = (in.get(in.position()) & 0xFF) == BREAK;
        if (end) {
            in.get();
        }
        return end;
    }

    private static JsonNode simple(ByteBuffer in, int head) {
        return switch (head) {
            case 0xF4 -> NODES.booleanNode(false);
            case 0xF5 -> NODES.booleanNode(true);
            case 0xF6, 0xF7 -> NODES.nullNode();
            case 0xFA -> NODES.numberNode(in.getFloat());
            case 0xFB -> NODES.numberNode(in.getDouble());
            default -> throw new IllegalArgumentException("no CBOR that is known here: 0x" + Integer.toHexString(head));
        };
    }

    /** The bytes of a tree. */
    static byte[] write(JsonNode tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(tree, out);
        return out.toByteArray();
    }

    private static void write(JsonNode node, ByteArrayOutputStream out) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                head(MAP, node.size(), out);
                node.properties().forEach(field -> {
                    text(field.getKey(), out);
                    write(field.getValue(), out);
                });
            }
            case ARRAY -> {
                head(LIST, node.size(), out);
                node.forEach(element -> write(element, out));
            }
            case STRING -> text(node.textValue(), out);
            case BOOLEAN -> out.write(node.booleanValue() ? 0xF5 : 0xF4);
            case NUMBER -> number(node, out);
            case POJO -> {
                out.write(EPOCH_SECONDS);
                floating(node.asDouble(), out);
            }
            default -> out.write(0xF6);
        }
    }

    private static void number(JsonNode node, ByteArrayOutputStream out) {
        if (!node.isIntegralNumber()) {
            floating(node.doubleValue(), out);
        } else if (node.longValue() >= 0) {
            head(UNSIGNED, node.longValue(), out);
        } else {
            head(NEGATIVE, -1 - node.longValue(), out);
        }
    }

    private static void floating(double value, ByteArrayOutputStream out) {
        out.write(0xFB);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    private static void text(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, bytes.length, out);
        out.writeBytes(bytes);
    }

    private static void head(int major, long argument, ByteArrayOutputStream out) {
        if (argument < 24) {
            out.write((int) (major << 5 | argument));
        } else {
            out.write(major << 5 | 27);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(argument).array());
        }
    }
}
