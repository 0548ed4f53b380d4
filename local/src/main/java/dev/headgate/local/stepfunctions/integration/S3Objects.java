package dev.headgate.local.stepfunctions.integration;

import dev.headgate.local.asl.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The buckets behind an S3 endpoint, for item readers and result writers. */
public final class S3Objects implements ObjectStore, AutoCloseable {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private final S3Client s3;

    /** Buckets at {@code endpoint}, addressed by path. */
    public S3Objects(URI endpoint, String region) {
        s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(READ_TIMEOUT)
                        .build())
                // S3 servers for local use do not all know the trailing checksums that the SDK adds by itself.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s -> s.chunkedEncodingEnabled(false))
                .build();
    }

    @Override
    public InputStream get(String bucket, String key) throws IOException {
        return reading(bucket, key, () -> s3.getObject(r -> r.bucket(bucket).key(key)));
    }

    @Override
    public void put(String bucket, String key, byte[] content) throws IOException {
        reading(bucket, key, () -> s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content)));
    }

    @Override
    public Iterator<Listed> list(String bucket, String prefix) throws IOException {
        return reading(
                bucket,
                prefix,
                () -> s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                        .map(o -> new Listed(o.key(), o.size(), o.lastModified(), o.eTag()))
                        .iterator());
    }

    @Override
    public void close() {
        s3.close();
    }

    private static <T> T reading(String bucket, String key, Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            FileNotFoundException missing = new FileNotFoundException("s3://" + bucket + "/" + key);
            missing.initCause(e);
            throw missing;
        } catch (SdkException e) {
            throw new IOException("s3://" + bucket + "/" + key, e);
        }
    }
}
