package dev.headgate.local.cli;

import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a started run says of itself: where it is reached, each with a line to try. */
final class Welcome {
    private static final String FORM = "  %-16s %s";

    private Welcome() {}

    static List<String> lines(LocalCloud cloud, @Nullable URI gateway) {
        return lines(cloud.endpoints(), gateway);
    }

    static List<String> lines(Map<Endpoint, URI> endpoints, @Nullable URI gateway) {
        List<String> lines = new ArrayList<>();
        lines.add("Headgate runs on this machine. Ctrl-C stops it.");
        lines.add("");
        lines.add("The AWS CLI wants credentials and a region, any will do:");
        lines.add("  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1");
        for (Endpoint endpoint : Endpoint.values()) {
            URI uri = endpoints.get(endpoint);
            if (uri != null) {
                lines.add("");
                lines.add(FORM.formatted(endpoint.title(), uri));
                lines.add("    aws --endpoint-url " + uri + " " + example(endpoint));
            }
        }
        if (gateway != null) {
            lines.add("");
            lines.add(FORM.formatted("AI gateway", gateway + " (a stand-in: a word list, not an AI)"));
        }
        return List.copyOf(lines);
    }

    private static String example(Endpoint endpoint) {
        return switch (endpoint) {
            case LAMBDA ->
                "lambda invoke --function-name PermitGranterFunction --cli-binary-format raw-in-base64-out"
                        + " --payload '{\"limits\":[{\"limit\":\"ai-gateway\"}]}' /dev/stdout";
            case STEP_FUNCTIONS -> "stepfunctions list-state-machines";
            case DYNAMODB -> "dynamodb list-tables";
            case SQS -> "sqs list-queues";
            case S3 -> "s3 ls";
            case CLOUDWATCH -> "cloudwatch describe-alarms";
            case SECRETS_MANAGER -> "secretsmanager list-secrets";
        };
    }
}
