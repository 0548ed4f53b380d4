package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** A definition that was read in full, its expressions compiled: safe to share and to start any number of times. */
public final class StateMachine {

    private StateMachine() {}

    /**
     * Returns the state machine that a definition describes.
     *
     * @throws UnsupportedDefinitionException if anything in it is unknown, unsupported, missing or not in JSONata; the
     *     message starts with the path of the field
     */
    public static StateMachine parse(JsonNode definition) throws UnsupportedDefinitionException {
        throw new UnsupportedDefinitionException("/", "not yet: " + definition.getNodeType());
    }
}
