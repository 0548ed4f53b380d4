package dev.headgate.integration;

import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.lambda.EventSourceMapping;
import dev.headgate.local.template.PolicyStatement;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackEventSource;
import dev.headgate.local.template.StackFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What functions may call by their roles, and what they called, both as {@code Function service:Action Resource} with the
 * template's names. An answer to a task token and an event for the default bus name no resource, so there, and for all
 * else about executions and for alarms, it is left out.
 */
final class LeastPrivilege {
    /** What Lambda does on behalf of a function that a queue is an event source of. */
    private static final Set<String> POLLING =
            Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    private LeastPrivilege() {}

    /** Returns all that roles allow, but writing logs. */
    static Set<String> allowed(Stack stack) {
        Map<String, String> names = names(stack);
        Set<String> allowed = new TreeSet<>();
        for (StackFunction function : stack.functions().values()) {
            for (PolicyStatement statement : function.statements()) {
                for (String action : statement.actions()) {
                    if (statement.effect().equals("Allow") && !action.startsWith("logs:")) {
                        statement.resources().stream()
                                .map(resource -> grant(function.logicalId(), action, name(names, resource)))
                                .forEach(allowed::add);
                    }
                }
            }
        }
        return allowed;
    }

    /** Returns what functions called since the start. */
    static Set<String> called(LocalCloud cloud) {
        Map<String, String> names = names(cloud.stack());
        Set<String> called = new TreeSet<>();
        cloud.dynamoDbCounts()
                .calls()
                .keySet()
                .forEach(call -> function(cloud, call.caller())
                        .map(function -> grant(function, "dynamodb:" + call.operation(), call.table()))
                        .ifPresent(called::add));
        cloud.functionCalls()
                .forEach(call -> function(cloud, call.caller())
                        .map(function -> grant(function, call.action(), name(names, call.resource())))
                        .ifPresent(called::add));
        return called;
    }

    /** Returns what Lambda calls with functions' roles: it polls their queues. */
    static Set<String> calledForFunctions(Stack stack) {
        Set<String> called = new TreeSet<>();
        for (StackEventSource source : stack.eventSources()) {
            POLLING.forEach(action -> called.add(grant(source.function(), action, source.queue())));
        }
        return called;
    }

    private static String uuid(Stack stack, StackEventSource source) {
        return EventSourceMapping.uuid(
                stack.queues().get(source.queue()).arn(),
                stack.functions().get(source.function()).name());
    }

    private static String grant(String function, String action, String resource) {
        return (function + " " + action + " " + resource).strip();
    }

    private static Optional<String> function(LocalCloud cloud, String caller) {
        return cloud.stack().functions().keySet().stream()
                .filter(function -> LocalCloud.accessKey(function).equals(caller))
                .findFirst();
    }

    private static String name(Map<String, String> names, String resource) {
        return names.getOrDefault(resource, resource);
    }

    /** The template's names, by what stands for them in roles and requests. */
    private static Map<String, String> names(Stack stack) {
        Map<String, String> names = new HashMap<>();
        names.put("arn:aws:events:us-east-1:000000000000:event-bus/default", "");
        names.put("arn:aws:cloudwatch:us-east-1:000000000000:alarm:*", "");
        stack.tables().values().forEach(table -> names.put(table.arn(), table.logicalId()));
        stack.queues()
                .values()
                .forEach(queue ->
                        Stream.of(queue.arn(), queue.url()).forEach(place -> names.put(place, queue.logicalId())));
        stack.eventSources()
                .forEach(source -> Stream.of(
                                uuid(stack, source),
                                "arn:aws:lambda:us-east-1:000000000000:event-source-mapping:" + uuid(stack, source))
                        .forEach(place -> names.put(place, source.logicalId())));
        stack.secrets()
                .values()
                .forEach(secret ->
                        Stream.of(secret.arn(), secret.name()).forEach(place -> names.put(place, secret.logicalId())));
        stack.stateMachines()
                .values()
                .forEach(machine -> Stream.of(
                                machine.arn(),
                                machine.arn() + "/*",
                                machine.arn().replace(":stateMachine:", ":execution:") + ":*",
                                machine.arn().replace(":stateMachine:", ":mapRun:") + "/*")
                        .forEach(place -> names.put(place, "")));
        return names;
    }
}
