package dev.headgate.testing.faults;

import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Makes writes whatever the item is, for negative controls: those with a certain condition, as {@code used <=}, in a text that
 * has names resolved. The condition stays in the request, since DynamoDB refuses values that nobody reads.
 */
public record Careless(String condition) implements ExecutionInterceptor {
    private static final String ALWAYS = " OR attribute_not_exists(nobodyHasThis)";

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case UpdateItemRequest update
            when has(update.conditionExpression(), update.expressionAttributeNames()) ->
                update.toBuilder()
                        .conditionExpression(either(update.conditionExpression()))
                        .build();
            case PutItemRequest put
            when has(put.conditionExpression(), put.expressionAttributeNames()) ->
                put.toBuilder()
                        .conditionExpression(either(put.conditionExpression()))
                        .build();
            default -> context.request();
        };
    }

    private boolean has(String expression, Map<String, String> names) {
        if (expression == null) {
            return false;
        }
        String text = expression;
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replaceAll(name.getKey() + "\\b", name.getValue());
        }
        return text.contains(condition);
    }

    /** OR binds least. In parentheses of its own, DynamoDB would refuse an expression that has some already. */
    private static String either(String expression) {
        return expression + ALWAYS;
    }
}
