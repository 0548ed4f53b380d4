package dev.headgate.local.cloud;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes HTTP/1.1 requests from one stream to another, unchanged, and has each one counted. */
final class HttpRequestPasser {

    private static final Pattern LENGTH =
            Pattern.compile("^content-length:\\s*(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern CHUNKED =
            Pattern.compile("^transfer-encoding:.*chunked", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** A head is a few hundred bytes; Jetty refuses more than 8 KB itself. */
    private static final int MAX_HEAD_BYTES = 1 << 16;

    private static final int HEAD_END = 0x0D0A0D0A;
    private static final int COUNTED_BODY_BYTES = 1 << 12;

    private final BufferedInputStream from;
    private final BufferedOutputStream to;
    private final RequestCounter counter;

    HttpRequestPasser(BufferedInputStream from, BufferedOutputStream to, RequestCounter counter) {
        this.from = from;
        this.to = to;
        this.counter = counter;
    }

    /** Whether there was another request. A body in chunks is passed on, but ends the counting on this connection. */
    boolean passOne() throws IOException {
        byte[] head = readHead();
        if (head.length == 0) {
            return false;
        }
        to.write(head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (CHUNKED.matcher(text).find()) {
            counter.count(text, new byte[0]);
            passRest();
            return false;
        }
        passBody(text);
        return true;
    }

    private void passBody(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        if (head.contains("100-continue")) {
            to.flush();
        }
        byte[] start = from.readNBytes(Math.min(bytes, COUNTED_BODY_BYTES));
        counter.count(head, start);
        to.write(start);
        for (int left = bytes - start.length; left > 0; ) {
            byte[] part = from.readNBytes(Math.min(left, MAX_HEAD_BYTES));
            if (part.length == 0) {
                throw new EOFException("the client ended within a request");
            }
            to.write(part);
            left -= part.length;
        }
        to.flush();
    }

    private void passRest() throws IOException {
        to.flush();
        byte[] buffer = new byte[MAX_HEAD_BYTES];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    /** The bytes up to the empty line, or none at the end of the stream. */
    private byte[] readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        int last = 0;
        while (last != HEAD_END) {
            int next = from.read();
            if (next < 0) {
                return new byte[0];
            }
            head.write(next);
            last = last << 8 | next;
            if (head.size() > MAX_HEAD_BYTES) {
                throw new IOException("the head of a request must be at most " + MAX_HEAD_BYTES + " bytes");
            }
        }
        return head.toByteArray();
    }
}
