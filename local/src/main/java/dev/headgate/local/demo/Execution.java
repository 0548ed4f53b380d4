package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloud.Endpoint;
import org.jspecify.annotations.Nullable;

/** One execution of a workflow of the stack, seen through the Step Functions endpoint. */
final class Execution {
    private final AwsJson aws;
    private final Resources stack;
    private final String arn;

    private Execution(AwsJson aws, Resources stack, String arn) {
        this.aws = aws;
        this.stack = stack;
        this.arn = arn;
    }

    /**
     * Returns the started execution.
     *
     * @param machine the ARN of the workflow
     * @param job names the execution and its answers
     * @param concurrency items or batches in flight at most; null for the workflow's default
     */
    static Execution start(
            AwsJson aws, Resources stack, String machine, String job, String key, @Nullable Integer concurrency)
            throws InterruptedException {
        ObjectNode input = AwsJson.arguments().put("job", job).put("key", key);
        if (concurrency != null) {
            input.put("maxConcurrency", concurrency);
        }
        ObjectNode arguments = AwsJson.arguments()
                .put("stateMachineArn", machine)
                .put("name", job)
                .put("input", input.toString());
        JsonNode started = call(aws, stack, "StartExecution", arguments);
        return new Execution(aws, stack, started.path("executionArn").asText());
    }

    /** Returns its state: {@code status} and, after a failure, {@code error} and {@code cause}. */
    JsonNode describe() throws InterruptedException {
        return call(aws, stack, "DescribeExecution", AwsJson.arguments().put("executionArn", arn));
    }

    String arn() {
        return arn;
    }

    private static JsonNode call(AwsJson aws, Resources stack, String operation, ObjectNode arguments)
            throws InterruptedException {
        return aws.call(stack.endpoint(Endpoint.STEP_FUNCTIONS), AwsJson.Service.STEP_FUNCTIONS, operation, arguments);
    }
}
