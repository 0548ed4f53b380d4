package dev.headgate.local.cloud;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pass-through in front of a service that has requests counted. Each connection has one of its own behind it, kept as long;
 * bytes pass unchanged, and of the answers nothing is read, so that it costs some microseconds a request.
 */
final class RequestFront implements Store {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ServerSocket server;
    private final InetSocketAddress behind;
    private final RequestCounter counter;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private RequestFront(ServerSocket server, InetSocketAddress behind, RequestCounter counter) {
        this.server = server;
        this.behind = behind;
        this.counter = counter;
    }

    /** A front that listens on a port, 0 for any, before the service at an address. */
    static RequestFront start(int port, InetSocketAddress behind, RequestCounter counter) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(Ports.address(port), BUFFER_BYTES);
            RequestFront front = new RequestFront(server, behind, counter);
            threads().start(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Platform threads: a request that passes does not queue for a carrier behind those that compute. */
    private static Thread.Builder threads() {
        return Thread.ofPlatform().name("request-front").daemon();
    }

    @Override
    public URI endpoint() {
        return Ports.uri(server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = open(server.accept());
                threads().start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or a client that was gone before it was taken: either way there is nobody to tell.
                Thread.onSpinWait();
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket service = open(new Socket(behind.getAddress(), behind.getPort()))) {
            Thread answers = threads().start(() -> passAnswers(service, client));
            passRequests(client.getInputStream(), service.getOutputStream());
            service.shutdownOutput();
            answers.join();
            sockets.remove(service);
        } catch (IOException e) {
            // One side is gone; closing both tells the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private void passRequests(InputStream from, OutputStream to) throws IOException {
        HttpRequestPasser requests = new HttpRequestPasser(from, new BufferedOutputStream(to, BUFFER_BYTES), counter);
        while (requests.passOne()) {
            // One request after the other, until the client closes.
        }
    }

    private static void passAnswers(Socket service, Socket client) {
        try (service;
                client) {
            service.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // As above: the try has closed both.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
