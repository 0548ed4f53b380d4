package dev.headgate.local.lambda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of functions and queues in the one account and region that there is here. */
final class Arns {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    /** Name, partial ARN ({@code account:function:name}) or ARN, each with or without a qualifier. */
    private static final Pattern FUNCTION = Pattern.compile(
            "(?:arn:[a-z-]+:lambda:[a-z0-9-]+:)?(?:\\d{12}:)?(?:function:)?(?<name>[A-Za-z0-9_-]+)(?::(?<qualifier>[A-Za-z0-9$_-]+))?");

    private Arns() {}

    static String function(String name) {
        return "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:" + name;
    }

    /**
     * Returns the logical id in a name or ARN.
     *
     * @throws FunctionNotFoundException if it is neither
     */
    static String functionName(String nameOrArn) {
        Matcher matcher = FUNCTION.matcher(nameOrArn);
        if (!matcher.matches()) {
            throw new FunctionNotFoundException(nameOrArn);
        }
        return matcher.group("name");
    }

    /** Returns the ARN of the queue that a queue URL ends with. */
    static String queue(String queueUrl) {
        return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    }
}
