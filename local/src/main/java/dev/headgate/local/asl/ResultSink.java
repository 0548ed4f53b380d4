package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Takes what becomes of the children of a Map Run. */
interface ResultSink {

    /** Takes a child that has ended, with its number from 0. */
    void ended(long index, Run child) throws IOException;

    /** Takes an input for which no child was started. */
    void pending(JsonNode input) throws IOException;

    /** Tells whether inputs without a child are wanted at all. */
    boolean wantsPending();

    /** Returns the Map's result, once nothing more comes. */
    JsonNode finish() throws IOException, StateFailure;
}
