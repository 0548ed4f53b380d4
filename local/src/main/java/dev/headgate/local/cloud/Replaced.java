package dev.headgate.local.cloud;

import java.net.URI;

/** A store that runs elsewhere; closing it does nothing. */
record Replaced(URI endpoint) implements Store {

    @Override
    public void close() {
        // Not ours to stop.
    }
}
