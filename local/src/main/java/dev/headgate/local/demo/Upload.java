package dev.headgate.local.demo;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the reviews where the workflow reads them. */
final class Upload {
    private Upload() {}

    static void put(URI endpoint, String bucket, String key, String content) {
        AwsBasicCredentials credentials = AwsBasicCredentials.create(AwsJson.ACCESS_KEY, "none");
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
        }
    }
}
