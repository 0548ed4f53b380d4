package dev.headgate.local.cloud;

import dev.headgate.local.template.StackSecret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The local run's Secrets Manager with one secret, on a free port, and how often it was asked. */
public final class LocalSecrets implements AutoCloseable {
    private final AtomicInteger requests = new AtomicInteger();
    private final SecretsStore store;
    private final RequestFront front;

    public LocalSecrets(String name, String arn, String value) {
        store = new SecretsStore(0, List.of(new StackSecret(name, name, arn, value)), Instant.EPOCH);
        front = RequestFront.start(
                0, Ports.address(store.endpoint().getPort()), (head, body) -> requests.incrementAndGet());
    }

    public URI endpoint() {
        return front.endpoint();
    }

    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        front.close();
        store.close();
    }
}
