package dev.headgate.local.template;

import java.util.Set;

/** Reads an AWS::S3::Bucket. */
final class BucketReader {

    private static final Set<String> INERT = Set.of(
            "BucketEncryption",
            "IntelligentTieringConfigurations",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "Tags",
            "VersioningConfiguration");

    StackBucket read(Declared declared) {
        declared.fields().only(Set.of("BucketName"), INERT);
        return new StackBucket(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn());
    }
}
