package dev.headgate.local.stepfunctions;

/**
 * The ARNs of one account and region, in the forms that AWS documents for Step Functions.
 *
 * @param region such as {@code us-east-1}
 * @param account twelve digits
 */
public record Arns(String region, String account) {
    /** What the local run uses unless told otherwise. */
    public static Arns local() {
        return new Arns("us-east-1", "000000000000");
    }

    /** The ARN of a state machine. */
    public String stateMachine(String name) {
        return arn("stateMachine", name);
    }

    String execution(String machine, String name) {
        return arn("execution", machine + ":" + name);
    }

    String express(String machine, String name, String id) {
        return arn("express", machine + ":" + name + ":" + id);
    }

    String role() {
        return "arn:aws:iam::" + account + ":role/local";
    }

    private String arn(String kind, String rest) {
        return "arn:aws:states:" + region + ":" + account + ":" + kind + ":" + rest;
    }
}
