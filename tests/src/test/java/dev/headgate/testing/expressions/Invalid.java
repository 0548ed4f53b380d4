package dev.headgate.testing.expressions;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Requests that DynamoDB refuses to look at. */
final class Invalid {
    private Invalid() {}

    static RuntimeException syntax(String expression, String near) {
        return request("Invalid expression: Syntax error; near: \"" + near + "\" of: " + expression);
    }

    static RuntimeException request(String message) {
        return DynamoDbException.builder()
                .message(message)
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ValidationException")
                        .errorMessage(message)
                        .serviceName("DynamoDb")
                        .build())
                .build();
    }
}
