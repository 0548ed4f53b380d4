package dev.headgate.local.template;

/**
 * A function's event of type EventBridgeRule: what the function is called with.
 *
 * @param function the function's logical id
 */
public record StackRule(String logicalId, String function, EventPattern pattern) {}
