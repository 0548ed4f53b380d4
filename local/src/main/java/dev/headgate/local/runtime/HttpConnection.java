package dev.headgate.local.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection that is kept open, to a server on this machine that always sends {@code Content-Length}.
 *
 * <p>A socket and no HTTP client: it loads 20 classes where HttpURLConnection loads 300 before the first event.
 */
final class HttpConnection {
    private final String host;
    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /** Takes {@code host:port}; connects with the first call. */
    HttpConnection(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("AWS_LAMBDA_RUNTIME_API must be host:port, got: " + address);
        }
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
    }

    /**
     * Returns the answer to one request. A connection that the server closed while it was idle is made anew, once; every
     * call of the Runtime API may be repeated.
     */
    Response call(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        byte[] request = request(method, path, headers, body);
        if (socket != null) {
            try {
                return exchange(socket, request);
            } catch (IOException stale) {
                socket.close();
            }
        }
        Socket fresh = connect();
        socket = fresh;
        return exchange(fresh, request);
    }

    private Socket connect() throws IOException {
        Socket fresh = new Socket(host, port);
        fresh.setTcpNoDelay(true);
        in = new BufferedInputStream(fresh.getInputStream());
        return fresh;
    }

    private Response exchange(Socket connected, byte[] request) throws IOException {
        connected.getOutputStream().write(request);
        String status = line();
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Response(status, headers, body(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
    }

    private byte[] request(String method, String path, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder(256)
                .append(method + " " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n")
                .append("Content-Length: " + body.length + "\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length + 2);
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private byte[] body(int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the Runtime API closed the connection");
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the Runtime API closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** An answer; header names are in lower case. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Response(String status, Map<String, String> headers, byte[] body) {
        String header(String name) throws IOException {
            String value = headers.get(name);
            if (value == null) {
                throw new IOException("the Runtime API answered " + status + " without " + name);
            }
            return value;
        }
    }
}
