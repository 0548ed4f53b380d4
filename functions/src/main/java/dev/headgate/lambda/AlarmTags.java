package dev.headgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * The tags of alarms, by CloudWatch's JSON protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html">
 *     ListTagsForResource</a>
 */
record AlarmTags(SignedApi api) {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/x-amz-json-1.0",
            "X-Amz-Target", "GraniteServiceVersion20100801.ListTagsForResource");

    /** Returns the value of the alarm's tag; empty if it has none of that name. */
    Optional<String> find(String alarmArn, String tag) {
        JsonNode answer = api.call(SdkHttpMethod.POST, "/", HEADERS, Map.of("ResourceARN", alarmArn));
        for (JsonNode one : answer.path("Tags")) {
            if (one.path("Key").asText().equals(tag)) {
                return Optional.of(one.path("Value").asText());
            }
        }
        return Optional.empty();
    }
}
