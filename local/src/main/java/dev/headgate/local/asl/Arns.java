package dev.headgate.local.asl;

/** Takes ARNs apart and makes those of Map Runs and their children. */
final class Arns {
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    private Arns() {}

    static String region(String arn) {
        return part(arn, REGION);
    }

    private static String part(String arn, int index) {
        String[] parts = arn.split(":", -1);
        return index < parts.length ? parts[index] : "";
    }

    private static String states(String arn, String type) {
        return "arn:aws:states:" + region(arn) + ":" + part(arn, ACCOUNT) + ":" + type + ":";
    }

    static String mapRun(ExecutionRequest parent, String label, String id) {
        return states(parent.executionArn(), "mapRun") + parent.stateMachineName() + "/" + label + ":" + id;
    }

    static String childExecution(ExecutionRequest parent, String label, String name) {
        return states(parent.executionArn(), "execution") + parent.stateMachineName() + "/" + label + ":" + name;
    }
}
