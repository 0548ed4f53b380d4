package dev.headgate.permit;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Takes from requests what they say of how often they may be sent: for controls. */
record RepeatingClient(DynamoDbClient client) implements DynamoDbClient {
    private static final @Nullable AwsRequestOverrideConfiguration NOTHING_SAID = null;

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return client.updateItem(
                request.toBuilder().overrideConfiguration(NOTHING_SAID).build());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
