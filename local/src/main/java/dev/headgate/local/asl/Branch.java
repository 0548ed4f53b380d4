package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flow on its way through its states: an execution itself, a branch of a Parallel or an iteration of a Map. */
final class Branch {
    private final Run run;
    private final Scope scope;
    private final Strand strand;
    private final @Nullable Item item;
    private long lastEvent;

    Branch(Run run, Scope scope, Strand strand, @Nullable Item item, long lastEvent) {
        this.run = run;
        this.scope = scope;
        this.strand = strand;
        this.item = item;
        this.lastEvent = lastEvent;
    }

    /** The item of the innermost Map iteration around. */
    record Item(int index, JsonNode value) {}

    /** Returns a flow within this one, on a thread of its own. */
    Branch inner(Strand innerStrand, @Nullable Item innerItem) {
        return new Branch(run, new Scope(scope), innerStrand, innerItem == null ? item : innerItem, lastEvent);
    }

    Run run() {
        return run;
    }

    Scope scope() {
        return scope;
    }

    Strand strand() {
        return strand;
    }

    @Nullable
    Item item() {
        return item;
    }

    Time time() {
        return run.services().time();
    }

    long lastEvent() {
        return lastEvent;
    }

    void publish(EventType type, Map<String, Object> details) {
        lastEvent = run.history().publish(type, lastEvent, details);
    }
}
