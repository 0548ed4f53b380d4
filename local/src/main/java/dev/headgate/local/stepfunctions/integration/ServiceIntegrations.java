package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.Integrations;
import dev.headgate.local.asl.TaskFailedException;

/** Sends each call of a Task state to the service that its resource names. */
public final class ServiceIntegrations implements Integrations, AutoCloseable {
    private final HttpSender http = new HttpSender();
    private final Integration lambda;
    private final Integration sqs;
    private final Integration dynamodb;
    private final Integration httpTask;
    private volatile Integration states = call -> {
        throw new TaskFailedException("States.Runtime", "no executions can be started yet");
    };

    /** Integrations with the services at {@code endpoints}. */
    public ServiceIntegrations(
            ServiceEndpoints endpoints, String region, FunctionInvoker functions, ConnectionLookup connections) {
        lambda = new LambdaInvoke(functions);
        sqs = new SqsSendMessage(JsonService.sqs(http, endpoints.sqs(), region));
        dynamodb = new DynamoDbItem(JsonService.dynamodb(http, endpoints.dynamodb(), region));
        httpTask = new HttpInvoke(http, connections, region);
    }

    /** Lets {@code states:startExecution} work; told late, since executions run on an interpreter that calls this. */
    public void startExecutionsBy(ExecutionStarter executions) {
        states = new StartExecution(executions);
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException {
        return switch (call.resource()) {
            case LAMBDA_INVOKE -> lambda.call(call);
            case SQS_SEND_MESSAGE -> sqs.call(call);
            case DYNAMODB_GET_ITEM, DYNAMODB_PUT_ITEM, DYNAMODB_UPDATE_ITEM, DYNAMODB_DELETE_ITEM ->
                dynamodb.call(call);
            case HTTP_INVOKE -> httpTask.call(call);
            case STATES_START_EXECUTION -> states.call(call);
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
