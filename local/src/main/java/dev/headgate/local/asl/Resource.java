package dev.headgate.local.asl;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The services and actions that a Task state can name. */
public enum Resource {
    LAMBDA_INVOKE("lambda", "invoke", Pattern.REQUEST_RESPONSE, Pattern.TASK_TOKEN),
    SQS_SEND_MESSAGE("sqs", "sendMessage", Pattern.REQUEST_RESPONSE, Pattern.TASK_TOKEN),
    DYNAMODB_GET_ITEM("dynamodb", "getItem", Pattern.REQUEST_RESPONSE),
    DYNAMODB_PUT_ITEM("dynamodb", "putItem", Pattern.REQUEST_RESPONSE),
    DYNAMODB_UPDATE_ITEM("dynamodb", "updateItem", Pattern.REQUEST_RESPONSE),
    DYNAMODB_DELETE_ITEM("dynamodb", "deleteItem", Pattern.REQUEST_RESPONSE),
    HTTP_INVOKE("http", "invoke", Pattern.REQUEST_RESPONSE),
    STATES_START_EXECUTION(
            "states", "startExecution", Pattern.REQUEST_RESPONSE, Pattern.SYNC, Pattern.SYNC_2, Pattern.TASK_TOKEN);

    private static final String PREFIX = "arn:aws:states:::";

    private final String service;
    private final String action;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of answers an immutable one
    private final Set<Pattern> patterns;

    Resource(String service, String action, Pattern... patterns) {
        this.service = service;
        this.action = action;
        this.patterns = Set.of(patterns);
    }

    /** Returns the service's name in history events ({@code resourceType}). */
    public String service() {
        return service;
    }

    /** Returns the action's name, without the pattern's suffix. */
    public String action() {
        return action;
    }

    /** Returns the call that a Task's Resource names, or null if it is none of these. */
    static @Nullable Call find(String arn) {
        for (Resource resource : values()) {
            for (Pattern pattern : resource.patterns) {
                if (arn.equals(resource.arn(pattern))) {
                    return new Call(resource, pattern);
                }
            }
        }
        return null;
    }

    /** A resource in one of its patterns. */
    record Call(Resource resource, Pattern pattern) {}

    String arn(Pattern pattern) {
        return PREFIX + service + ":" + action + pattern.suffix();
    }
}
