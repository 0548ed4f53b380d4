package dev.headgate.local.cloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Ports of this machine, reachable from this machine only. */
final class Ports {

    private Ports() {}

    /**
     * The port to listen on: {@code wanted}, or a free one for 0.
     *
     * @throws StartException saying which port is taken and what it was for
     */
    static int claim(int wanted, String purpose) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port whose last connections are still fading is free; without this it would count as taken.
            socket.setReuseAddress(true);
            socket.bind(address(wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartException(
                    "port " + wanted + " for " + purpose
                            + " is taken: stop what listens there (another ./headgate?) or choose another port",
                    e);
        }
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** By address, not by name: for an address, the SDKs put a bucket into the path and not into the host. */
    static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
