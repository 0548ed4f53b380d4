package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.lambda.LambdaService;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackRule;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** EventBridge, as far as the template's rules go: they send a matching event to a function. */
final class EventBus {

    private final Stack stack;
    private final LambdaService lambda;

    EventBus(Stack stack, LambdaService lambda) {
        this.stack = stack;
        this.lambda = lambda;
    }

    /** Sends an event to each function with a rule for it. */
    void send(JsonNode event) {
        for (StackRule rule : stack.rules()) {
            if (rule.pattern().matches(event)) {
                call(rule.function(), Optional.ofNullable(rule.input()).orElseGet(event::toString));
            }
        }
    }

    /** Calls a function as EventBridge does: asynchronously, and Lambda tries again where the function fails. */
    void call(String function, String event) {
        String name = Objects.requireNonNull(stack.functions().get(function)).name();
        lambda.invokeAsync(name, event.getBytes(StandardCharsets.UTF_8));
    }
}
