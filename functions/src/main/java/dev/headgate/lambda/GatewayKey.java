package dev.headgate.lambda;

import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/** The gateway's key, read from Secrets Manager at most once in five minutes: so long may a changed key take. */
final class GatewayKey implements Supplier<String> {
    private static final int KEEP_MINUTES = 5;

    private final SecretsProvider secrets;
    private final String secret;

    GatewayKey(SecretsManagerClient client, String secret) {
        this.secrets = SecretsProvider.builder().withClient(client).build();
        this.secret = secret;
    }

    /** Synchronized, because the provider's next age is a field of its own. */
    @Override
    public synchronized String get() {
        return secrets.withMaxAge(KEEP_MINUTES, ChronoUnit.MINUTES).get(secret);
    }

    /** Reads the key if it is not known or old, so that the next {@link #get} answers from memory. */
    void fetch() {
        var _ = get();
    }

    /** The secret's name, never its value. */
    @Override
    public String toString() {
        return "GatewayKey[" + secret + "]";
    }
}
