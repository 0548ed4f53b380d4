package dev.headgate.local.cloud;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/** ElasticMQ in this process: one less JVM to start and to keep, and its queues hold no more than the run itself. */
final class SqsStore implements Store {

    private static final long CLOSE_SECONDS = 1;

    private final SQSRestServer server;
    private final URI endpoint;

    private SqsStore(SQSRestServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    static SqsStore start(int port) {
        URI endpoint = Ports.uri(port);
        SQSRestServer server = SQSRestServerBuilder.withPort(port)
                .withInterface(endpoint.getHost())
                .withServerAddress(new NodeAddress("http", endpoint.getHost(), port, ""))
                .withAWSRegion("us-east-1")
                .withAWSAccountId("000000000000")
                .start();
        server.waitUntilStarted();
        return new SqsStore(server, endpoint);
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Frees the port and gives requests under way a moment. ElasticMQ's own way waits until each long poll is over, for up
     * to a minute, though nobody is left who would take the answer.
     */
    @Override
    public void close() {
        Future<Object> stopped = server.stopAndGetFuture().apply();
        try {
            Await.ready(stopped, Duration.create(CLOSE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            // It goes on by itself.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
