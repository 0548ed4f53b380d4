package dev.headgate.local.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled JSONata expression. Safe for use by many threads. */
public final class Expression {
    private final String source;
    private final Jsonata compiled;
    private final List<String> names;

    private Expression(String source, Jsonata compiled, Set<String> names) {
        this.source = source;
        this.compiled = compiled;
        this.names = List.copyOf(names);
    }

    /**
     * Returns the compiled form of an expression, without its <code>{% %}</code>.
     *
     * @throws JsonataException if its syntax is wrong, or it uses {@code $eval}, which Step Functions does not have
     */
    public static Expression compile(String source) throws JsonataException {
        Set<String> names = Names.in(source);
        if (names.contains("eval")) {
            throw new JsonataException("$eval is not supported; $parse reads JSON text");
        }
        try {
            Jsonata compiled = Jsonata.jsonata(source);
            compiled.setValidateInput(false);
            compiled.setOutputConvertNulls(false);
            ExtraFunctions.register(compiled);
            return new Expression(source, compiled, names);
        } catch (RuntimeException e) {
            throw new JsonataException(message(e));
        }
    }

    /** Returns the text that was compiled. */
    public String source() {
        return source;
    }

    /**
     * Returns the result, or null if it is undefined.
     *
     * @throws JsonataException if the evaluation throws, or its result is not JSON
     */
    public @Nullable JsonNode evaluate(Bindings bindings) throws JsonataException {
        Jsonata.Frame frame = compiled.createFrame();
        for (String name : names) {
            Object value = bindings.lookup(name);
            if (value != null) {
                frame.bind(name, value);
            }
        }
        Object result = result(frame);
        return result == null ? null : Values.tree(result);
    }

    private @Nullable Object result(Jsonata.Frame frame) throws JsonataException {
        try {
            return compiled.evaluate(null, frame);
        } catch (RuntimeException e) {
            throw new JsonataException(message(e));
        } catch (StackOverflowError e) {
            throw new JsonataException("The expression calls itself too deeply.");
        }
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
