package dev.headgate.local.stepfunctions.integration;

import dev.headgate.local.asl.IntegrationCall;

/** Who calls, in a form that can stand for an access key id. */
final class Caller {
    private static final int NAME_PART = 6;

    private Caller() {}

    /** The name of the state machine, letters and digits only: DynamoDB Local refuses other access key ids. */
    static String of(IntegrationCall call) {
        String[] parts = call.executionArn().split(":", -1);
        String machine = parts.length > NAME_PART ? parts[NAME_PART] : call.executionArn();
        int label = machine.indexOf('/');
        return (label < 0 ? machine : machine.substring(0, label)).replaceAll("[^A-Za-z0-9]", "");
    }
}
