package dev.headgate.local.cloud;

import java.net.URI;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ in this process: one less JVM to start and to keep, and its queues hold no more than the run itself. */
final class SqsStore implements Store {

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

    @Override
    public void close() {
        server.stopAndWait();
    }
}
