package dev.headgate.local.template;

import java.util.Map;

/**
 * Where the stack is said to live: the values of the pseudo parameters, and ARNs made of them.
 *
 * @param account twelve digits
 */
record Place(String stackName, String region, String account) {

    static final String ACCOUNT = "000000000000";
    static final String REGION = "us-east-1";

    static Place local(String stackName) {
        return new Place(stackName, REGION, ACCOUNT);
    }

    /** The pseudo parameters but AWS::NoValue, which is no value. */
    Map<String, String> pseudoParameters() {
        return Map.of(
                "AWS::Region",
                region,
                "AWS::AccountId",
                account,
                "AWS::StackName",
                stackName,
                "AWS::StackId",
                arn("cloudformation", "stack/" + stackName + "/local"),
                "AWS::Partition",
                "aws",
                "AWS::URLSuffix",
                "amazonaws.com");
    }

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** The ARN of something that belongs to no region. */
    String globalArn(String service, String resource) {
        return "arn:aws:" + service + "::" + account + ":" + resource;
    }
}
