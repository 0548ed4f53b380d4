package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.TaskFailedException;
import java.util.Set;

/**
 * {@code sqs:sendMessage}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html">Send messages to a queue</a>
 */
final class SqsSendMessage implements Integration {
    private static final Set<String> KNOWN = Set.of(
            "QueueUrl",
            "MessageBody",
            "DelaySeconds",
            "MessageAttributes",
            "MessageGroupId",
            "MessageDeduplicationId",
            "MessageSystemAttributes");

    private final JsonService sqs;

    SqsSendMessage(JsonService sqs) {
        this.sqs = sqs;
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException {
        Arguments arguments = Arguments.of(call, KNOWN);
        arguments.requireText("QueueUrl");
        JsonNode body = arguments
                .value("MessageBody")
                .orElseThrow(() -> Arguments.invalid("the field 'MessageBody' must be present"));
        ObjectNode request = arguments.tree().deepCopy();
        request.put("MessageBody", body.isTextual() ? body.textValue() : Json.text(body));
        return sqs.call("SendMessage", request, Caller.of(call));
    }
}
