package dev.headgate.local.stepfunctions.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Resource;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.stepfunctions.integration.StubServer.Answer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DynamoDbItemTest {
    private final HttpSender http = new HttpSender();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void call_sendsTheArgumentsAsTheyAre_andNamesTheMachine() throws Exception {
        try (StubServer stub = new StubServer(_ -> Answer.json(200, "{\"Attributes\":{\"n\":{\"N\":\"2\"}}}"))) {
            JsonNode result = dynamodb(stub.uri())
                    .call(Calls.of(
                            Resource.DYNAMODB_UPDATE_ITEM, "{'TableName':'t','Key':{'id':{'S':'a'}},'Odd':[1,null]}"));

            assertThat(result.at("/Attributes/n/N").asText()).isEqualTo("2");
            assertThat(result.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
            assertThat(result.at("/SdkResponseMetadata/RequestId").asText()).isNotEmpty();
            StubServer.Request request = stub.requests().getFirst();
            assertThat(request.header("X-Amz-Target")).isEqualTo("DynamoDB_20120810.UpdateItem");
            assertThat(request.header("Authorization")).startsWith("AWS4-HMAC-SHA256 Credential=reviewanalysis/");
            assertThat(request.body())
                    .isEqualTo("{\"TableName\":\"t\",\"Key\":{\"id\":{\"S\":\"a\"}},\"Odd\":[1,null]}");
        }
    }

    @Test
    void call_failsByTheErrorsName_whenItHasOneOfItsOwn() throws Exception {
        assertThat(errorOf("ConditionalCheckFailedException")).isEqualTo("DynamoDB.ConditionalCheckFailedException");
        assertThat(errorOf("ProvisionedThroughputExceededException"))
                .isEqualTo("DynamoDB.ProvisionedThroughputExceededException");
        assertThat(errorOf("RequestLimitExceeded")).isEqualTo("DynamoDB.RequestLimitExceededException");
        assertThat(errorOf("ValidationException")).isEqualTo("DynamoDB.AmazonDynamoDBException");
    }

    @Test
    void call_failsAsTheSdkDoes_whenNobodyListens() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> dynamodb(URI.create("http://localhost:1"))
                        .call(Calls.of(Resource.DYNAMODB_GET_ITEM, "{'TableName':'t'}")))
                .satisfies(e -> assertThat(e.error()).isEqualTo("DynamoDB.SdkClientException"));
    }

    private String errorOf(String type) throws Exception {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"no\"}";
        try (StubServer stub = new StubServer(_ -> Answer.json(400, body))) {
            dynamodb(stub.uri()).call(Calls.of(Resource.DYNAMODB_PUT_ITEM, "{'TableName':'t'}"));
            return "none";
        } catch (TaskFailedException e) {
            assertThat(e.cause()).startsWith("no (Service: DynamoDB; Status Code: 400; Error Code: " + type);
            return e.error();
        }
    }

    private DynamoDbItem dynamodb(URI endpoint) {
        return new DynamoDbItem(JsonService.dynamodb(http, endpoint, "us-east-1"));
    }
}
