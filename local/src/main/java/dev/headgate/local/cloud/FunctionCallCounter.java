package dev.headgate.local.cloud;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes which actions of which services functions call, on what. */
final class FunctionCallCounter implements RequestCounter {

    private static final Pattern TARGET = Pattern.compile("(\\w+)\\.(\\w+)");
    private static final Pattern RESOURCE = Pattern.compile("\"(?:QueueUrl|SecretId)\"\\s*:\\s*\"([^\"]+)\"");

    /** What a service's actions begin with in a role, by what its requests' target begins with. */
    private static final Map<String, String> PREFIXES = Map.of(
            "AmazonSQS",
            "sqs",
            "AWSStepFunctions",
            "states",
            "AWSEvents",
            "events",
            "GraniteServiceVersion20100801",
            "cloudwatch");

    /** Lambda's API has no target: the method and the path say what is asked for. */
    private static final Pattern LAMBDA =
            Pattern.compile("^(\\w+) /[-\\d]+/(event-source-mappings|functions)/([^/ ?]+)(/concurrency)?[ ?]");

    private static final Map<String, String> LAMBDA_ACTIONS = Map.of(
            "GET event-source-mappings", "lambda:GetEventSourceMapping",
            "PUT event-source-mappings", "lambda:UpdateEventSourceMapping",
            "PUT functions/concurrency", "lambda:PutFunctionConcurrency",
            "DELETE functions/concurrency", "lambda:DeleteFunctionConcurrency");

    private final Set<FunctionCall> calls = ConcurrentHashMap.newKeySet();

    @Override
    public void count(RequestHead head, byte[] body) {
        Matcher target = TARGET.matcher(head.header("x-amz-target"));
        if (target.matches()) {
            Matcher resource = RESOURCE.matcher(new String(body, StandardCharsets.UTF_8));
            String action = PREFIXES.getOrDefault(target.group(1), target.group(1)) + ":" + target.group(2);
            calls.add(new FunctionCall(head.caller(), action, resource.find() ? resource.group(1) : ""));
        } else {
            countLambda(head);
        }
    }

    private void countLambda(RequestHead head) {
        Matcher request = LAMBDA.matcher(head.text());
        if (request.find()) {
            String kind =
                    request.group(1) + " " + request.group(2) + (request.group(4) == null ? "" : request.group(4));
            String resource = URLDecoder.decode(request.group(3), StandardCharsets.UTF_8);
            String action = LAMBDA_ACTIONS.getOrDefault(kind, "lambda:" + kind);
            calls.add(new FunctionCall(head.caller(), action, resource));
        }
    }

    /** The kinds of requests so far. */
    Set<FunctionCall> calls() {
        return Set.copyOf(calls);
    }
}
