package dev.headgate.local.stepfunctions.integration;

import java.net.URI;

/** Where the services stand that Task states, item readers and result writers call. */
public record ServiceEndpoints(URI dynamodb, URI sqs, URI s3) {}
