package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A message as SQS's JSON protocol hands it out. */
record SqsMessage(JsonNode received) {
    String id() {
        return received.path("MessageId").asText();
    }

    String receiptHandle() {
        return received.path("ReceiptHandle").asText();
    }

    /**
     * Returns the record of this message in the event of a function.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">the event's form</a>
     */
    ObjectNode eventRecord(String queueArn) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("messageId", id());
        event.put("receiptHandle", receiptHandle());
        event.put("body", received.path("Body").asText());
        ObjectNode attributes = event.putObject("attributes");
        received.path("Attributes")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        ObjectNode messageAttributes = event.putObject("messageAttributes");
        received.path("MessageAttributes")
                .properties()
                .forEach(entry -> messageAttributes.set(entry.getKey(), messageAttribute(entry.getValue())));
        event.put("md5OfBody", received.path("MD5OfBody").asText());
        if (received.has("MD5OfMessageAttributes")) {
            event.put(
                    "md5OfMessageAttributes",
                    received.path("MD5OfMessageAttributes").asText());
        }
        return event.put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", Arns.REGION);
    }

    private static ObjectNode messageAttribute(JsonNode attribute) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        if (attribute.hasNonNull("StringValue")) {
            value.put("stringValue", attribute.path("StringValue").asText());
        }
        if (attribute.hasNonNull("BinaryValue")) {
            value.put("binaryValue", attribute.path("BinaryValue").asText());
        }
        value.putArray("stringListValues");
        value.putArray("binaryListValues");
        return value.put("dataType", attribute.path("DataType").asText());
    }
}
