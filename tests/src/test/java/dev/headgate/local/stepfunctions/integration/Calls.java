package dev.headgate.local.stepfunctions.integration;

import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.Pattern;
import dev.headgate.local.asl.Resource;

/** Calls of Task states, for tests of one integration each. */
final class Calls {
    private Calls() {}

    static IntegrationCall of(Resource resource, String arguments) {
        return of(resource, Pattern.REQUEST_RESPONSE, arguments);
    }

    static IntegrationCall of(Resource resource, Pattern pattern, String arguments) {
        return new IntegrationCall(
                resource,
                pattern,
                Json.parse(arguments.replace('\'', '"')).orElseThrow(),
                null,
                null,
                null,
                "arn:aws:states:us-east-1:000000000000:execution:review-analysis/Each:one",
                "A state");
    }
}
