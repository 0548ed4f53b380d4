package dev.headgate.lambda;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;

/** Clients with the functions' own transport, time-outs and attempts, of a service on this machine. */
final class TestClients {
    private TestClients() {}

    /** Returns signed calls of a service on this machine. */
    static SignedApi api(String service, URI endpoint) {
        return new SignedApi(
                service,
                endpoint,
                Region.US_EAST_1.id(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")));
    }

    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C of(B builder, URI endpoint) {
        return AwsClients.configured(builder)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
    }
}
