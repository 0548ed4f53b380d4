package dev.headgate.local.cloud;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Passes HTTP/1.1 requests from one stream to another, unchanged, and has each one counted. */
final class HttpRequestPasser {

    /** A head is a few hundred bytes; Jetty refuses more than 8 KB itself. */
    private static final int BUFFER_BYTES = 1 << 16;

    private static final int COUNTED_BODY_BYTES = 1 << 12;

    private final InputStream from;
    private final BufferedOutputStream to;
    private final RequestCounter counter;

    /** What was read and not passed on yet lies from {@code start} to {@code end}. */
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private int start;
    private int end;

    HttpRequestPasser(InputStream from, BufferedOutputStream to, RequestCounter counter) {
        this.from = from;
        this.to = to;
        this.counter = counter;
    }

    /** Whether there was another request. A body in chunks is passed on, but ends the counting on this connection. */
    boolean passOne() throws IOException {
        int length = readHead();
        if (length == 0) {
            return false;
        }
        RequestHead head = new RequestHead(new String(buffer, start, length, StandardCharsets.ISO_8859_1));
        pass(length);
        if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            counter.count(head, new byte[0]);
            passRest();
            return false;
        }
        passBody(head);
        return true;
    }

    private void passBody(RequestHead head) throws IOException {
        String length = head.header("content-length");
        int left = length.isEmpty() ? 0 : Integer.parseInt(length);
        if (!head.header("expect").isEmpty()) {
            to.flush(); // the client waits for the service's leave
        }
        int counted = Math.min(left, COUNTED_BODY_BYTES);
        while (end - start < counted) {
            readMore();
        }
        counter.count(head, Arrays.copyOfRange(buffer, start, start + counted));
        while (left > 0) {
            if (start == end) {
                readMore();
            }
            int part = Math.min(left, end - start);
            pass(part);
            left -= part;
        }
        to.flush();
    }

    private void passRest() throws IOException {
        pass(end - start);
        to.flush();
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private void pass(int bytes) throws IOException {
        to.write(buffer, start, bytes);
        start += bytes;
    }

    /** Returns the length of a head that lies in the buffer then, with its empty line; 0 at the end of the stream. */
    private int readHead() throws IOException {
        int seen = start;
        while (true) {
            for (; seen < end; seen++) {
                if (buffer[seen] == '\n' && seen - start >= 3 && buffer[seen - 2] == '\n') {
                    return seen + 1 - start;
                }
            }
            int before = start;
            if (!read()) {
                return 0;
            }
            seen -= before - start;
        }
    }

    private void readMore() throws IOException {
        if (!read()) {
            throw new EOFException("the client ended within a request");
        }
    }

    /** Whether there was more to read; what is in the buffer may lie elsewhere in it then. */
    private boolean read() throws IOException {
        if (end == buffer.length || start == end) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            throw new IOException("the head of a request must be at most " + BUFFER_BYTES + " bytes");
        }
        int read = from.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read >= 0;
    }
}
