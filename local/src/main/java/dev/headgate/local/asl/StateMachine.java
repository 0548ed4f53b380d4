package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A definition that was read in full, its expressions compiled: safe to share and to start any number of times. */
public final class StateMachine {
    private final Flow flow;
    private final long timeoutSeconds;

    private StateMachine(Flow flow, long timeoutSeconds) {
        this.flow = flow;
        this.timeoutSeconds = timeoutSeconds;
    }

    /**
     * Returns the state machine that a definition describes.
     *
     * @throws UnsupportedDefinitionException if anything in it is unknown, unsupported, missing or not in JSONata; the
     *     message starts with the path of the field
     */
    public static StateMachine parse(JsonNode definition) throws UnsupportedDefinitionException {
        Fields fields = Fields.of("", definition);
        String version = fields.textOrNull("Version");
        if (version != null && !version.equals("1.0")) {
            throw fields.refusal("Version", "must be 1.0, got: " + version);
        }
        long timeout = fields.whole("TimeoutSeconds", 0, 1, Value.MAX_SECONDS);
        boolean jsonata = FlowParser.queryLanguage(fields, false);
        Flow flow = new FlowParser(jsonata).parse(fields);
        fields.end();
        VariableScopes.check("", flow, Set.of());
        return new StateMachine(flow, timeout);
    }

    Flow flow() {
        return flow;
    }

    /** Returns how long an execution may last, or 0 without a bound. */
    long timeoutSeconds() {
        return timeoutSeconds;
    }
}
