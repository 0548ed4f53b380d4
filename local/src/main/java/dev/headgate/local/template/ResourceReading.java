package dev.headgate.local.template;

import java.util.Map;
import java.util.function.Function;

/** Gives the resources of a template to readers, with everything in them resolved. */
interface ResourceReading {

    /** What a reader makes of each resource of a kind, by logical id, in the template's order. */
    <T> Map<String, T> each(ResourceKind kind, Function<Declared, T> reader);
}
