package dev.headgate.local.cloud;

import java.net.URI;

/** A service that the run has started. */
interface Store extends AutoCloseable {

    /** Where it is reached. */
    URI endpoint();

    @Override
    void close();
}
