package dev.headgate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FunctionCallCounterTest {
    private final FunctionCallCounter counter = new FunctionCallCounter();

    @Test
    void count_notesCallerActionAndResource_onceEach() {
        count("AmazonSQS.SendMessage", "{\"QueueUrl\":\"http://127.0.0.1:9324/0/Work\",\"MessageBody\":\"m\"}");
        count("AmazonSQS.SendMessage", "{\"QueueUrl\":\"http://127.0.0.1:9324/0/Work\",\"MessageBody\":\"n\"}");
        count("AWSStepFunctions.SendTaskSuccess", "{\"taskToken\":\"t\",\"output\":\"{}\"}");
        count("secretsmanager.GetSecretValue", "{\"SecretId\": \"a-key\"}");
        count("AmazonSSM.GetParameter", "{\"Name\":\"p\"}");

        assertThat(counter.calls())
                .containsExactlyInAnyOrder(
                        new FunctionCall("LOCALWORKER", "sqs:SendMessage", "http://127.0.0.1:9324/0/Work"),
                        new FunctionCall("LOCALWORKER", "states:SendTaskSuccess", ""),
                        new FunctionCall("LOCALWORKER", "secretsmanager:GetSecretValue", "a-key"),
                        new FunctionCall("LOCALWORKER", "AmazonSSM:GetParameter", ""));
    }

    @Test
    void count_notesLambdasCalls_byMethodAndPath() {
        rest("GET /2015-03-31/event-source-mappings/a-b-c");
        rest("PUT /2015-03-31/event-source-mappings/a-b-c");
        rest("PUT /2017-10-31/functions/worker%3Alive/concurrency");
        rest("DELETE /2017-10-31/functions/worker/concurrency");
        rest("GET /2015-03-31/functions/worker");
        rest("GET /elsewhere");

        assertThat(counter.calls())
                .containsExactlyInAnyOrder(
                        new FunctionCall("LOCALWORKER", "lambda:GetEventSourceMapping", "a-b-c"),
                        new FunctionCall("LOCALWORKER", "lambda:UpdateEventSourceMapping", "a-b-c"),
                        new FunctionCall("LOCALWORKER", "lambda:PutFunctionConcurrency", "worker:live"),
                        new FunctionCall("LOCALWORKER", "lambda:DeleteFunctionConcurrency", "worker"),
                        new FunctionCall("LOCALWORKER", "lambda:GET functions", "worker"));
    }

    private void rest(String request) {
        counter.count(
                new RequestHead(
                        request + " HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=LOCALWORKER/x\r\n\r\n"),
                new byte[0]);
    }

    private void count(String target, String body) {
        String head = "POST / HTTP/1.1\r\nX-Amz-Target: " + target
                + "\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=LOCALWORKER/20261122/us-east-1/x/aws4_request\r\n\r\n";
        counter.count(new RequestHead(head), body.getBytes(StandardCharsets.UTF_8));
    }
}
