package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a state fails with; a Fail state may leave either part out. */
final class StateFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String error;
    private final @Nullable String cause;

    StateFailure(@Nullable String error, @Nullable String cause) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.cause = cause;
    }

    @Nullable
    String error() {
        return error;
    }

    @Nullable
    String cause() {
        return cause;
    }

    /** Returns the name that ErrorEquals is held against. */
    String errorName() {
        return error == null ? "" : error;
    }

    /** Returns what a Catch sees as {@code $states.errorOutput}. */
    ObjectNode output() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        if (error != null) {
            output.put("Error", error);
        }
        if (cause != null) {
            output.put("Cause", cause);
        }
        return output;
    }
}
