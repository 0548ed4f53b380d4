package dev.headgate.local.template;

import java.util.Set;

/** Reads an AWS::SecretsManager::Secret whose value stands in the template or its parameters. */
final class SecretReader {

    StackSecret read(Declared declared) {
        Fields fields =
                declared.fields().only(Set.of("Name", "SecretString"), Set.of("Description", "KmsKeyId", "Tags"));
        return new StackSecret(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn(),
                fields.requireText("SecretString"));
    }
}
