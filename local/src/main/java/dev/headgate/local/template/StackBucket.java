package dev.headgate.local.template;

/** An S3 bucket. */
public record StackBucket(String logicalId, String name, String arn) {}
