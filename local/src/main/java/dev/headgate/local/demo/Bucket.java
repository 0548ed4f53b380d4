package dev.headgate.local.demo;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket where the workflow reads the reviews. */
final class Bucket implements AutoCloseable {
    private final S3Client s3;
    private final String name;

    Bucket(URI endpoint, String name) {
        AwsBasicCredentials credentials = AwsBasicCredentials.create(AwsJson.ACCESS_KEY, "none");
        this.s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.name = name;
    }

    void put(String key, String content) {
        s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromString(content));
    }

    /** Returns the keys of all objects. */
    List<String> keys() {
        return s3.listObjectsV2Paginator(request -> request.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Deletes every object. */
    void empty() {
        keys().forEach(key -> s3.deleteObject(request -> request.bucket(name).key(key)));
    }

    @Override
    public void close() {
        s3.close();
    }
}
