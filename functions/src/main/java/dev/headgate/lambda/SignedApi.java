package dev.headgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * JSON calls to a service of AWS, signed by the SDK's signer, for services whose SDK client would make the package too
 * large (ADR 38). A call is tried once: who calls tries again by itself.
 */
final class SignedApi {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int OK = 2;
    private static final int SHOWN = 300;

    private final String service;
    private final URI endpoint;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http = AwsClients.transport(AwsClients.CALL).build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** @param service as it is called in signatures */
    SignedApi(String service, URI endpoint, String region, AwsCredentialsProvider credentials) {
        this.service = service;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * Returns the service in the function's own region, or at the endpoint that a variable of the SDK's names.
     *
     * @param variable the service's part of {@code AWS_ENDPOINT_URL_…}
     */
    static SignedApi of(String service, String variable, Environment environment) {
        Region region = new DefaultAwsRegionProviderChain().getRegion();
        String aws = "https://%s.%s.%s"
                .formatted(service, region, PartitionMetadata.of(region).dnsSuffix());
        String all = environment.variables().getOrDefault("AWS_ENDPOINT_URL", aws);
        String endpoint = environment.variables().getOrDefault("AWS_ENDPOINT_URL_" + variable, all);
        return new SignedApi(
                service,
                URI.create(endpoint),
                region.id(),
                DefaultCredentialsProvider.builder().build());
    }

    /**
     * Returns what the service answers; a missing node where it answers nothing.
     *
     * @throws IllegalStateException with the status and the beginning of the answer, if the service refuses
     * @throws UncheckedIOException if it cannot be reached
     */
    JsonNode call(SdkHttpMethod method, String path, Map<String, String> headers, @Nullable Object body) {
        try {
            HttpExecuteResponse response =
                    http.prepareRequest(signed(method, path, headers, body)).call();
            String answer = text(response);
            int status = response.httpResponse().statusCode();
            if (status / 100 != OK) {
                throw new IllegalStateException("%s answered %d to %s %s: %s"
                        .formatted(
                                service, status, method, path, answer.substring(0, Math.min(SHOWN, answer.length()))));
            }
            return answer.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be reached".formatted(service), e);
        }
    }

    private HttpExecuteRequest signed(
            SdkHttpMethod method, String path, Map<String, String> headers, @Nullable Object body) throws IOException {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(method).uri(endpoint).encodedPath(path);
        headers.forEach(request::putHeader);
        ContentStreamProvider payload =
                body == null ? null : ContentStreamProvider.fromByteArray(MAPPER.writeValueAsBytes(body));
        SignedRequest signed = signer.sign(sign -> sign.identity(credentials.resolveCredentials())
                .request(request.build())
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        return HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(null))
                .build();
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return "";
        }
        try (InputStream body = response.responseBody().get()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
