package dev.headgate.local.lambda;

import java.nio.charset.StandardCharsets;

/** The last lines of an invocation, as {@code LogType=Tail} shows them: at most 4 KB. */
final class LogTail {
    private static final int MAX_BYTES = 4_096;

    private final StringBuilder lines = new StringBuilder();

    void add(String line) {
        lines.append(line).append('\n');
        if (lines.length() > 2 * MAX_BYTES) {
            lines.delete(0, lines.length() - MAX_BYTES);
        }
    }

    String text() {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        int start = Math.max(0, bytes.length - MAX_BYTES);
        while (start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
            start++; // not within a character
        }
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
}
