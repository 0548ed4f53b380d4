package dev.headgate.local.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Step Functions adds to JSONata and that give the same answer each time.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">the functions</a>
 */
final class ExtraFunctions {
    /** The most elements that JSONata's own range operator makes. */
    private static final int MAX_RANGE = 10_000_000;

    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private ExtraFunctions() {}

    static void register(Jsonata compiled) {
        compiled.registerFunction("partition", function(ExtraFunctions::partition, "<an:a>"));
        compiled.registerFunction("range", function(ExtraFunctions::range, "<nnn:a>"));
        compiled.registerFunction("hash", function(ExtraFunctions::hash, "<xs:s>"));
        compiled.registerFunction("parse", function(ExtraFunctions::parse, "<s:x>"));
    }

    private static Jsonata.JFunction function(Jsonata.JFunctionCallable body, String signature) {
        return new Jsonata.JFunction(body, signature);
    }

    private static @Nullable Object partition(@Nullable Object input, List<?> arguments) {
        if (!(arguments.get(0) instanceof List<?> elements) || !(arguments.get(1) instanceof Number given)) {
            return null;
        }
        int size = given.intValue();
        if (size < 1 || size != given.doubleValue()) {
            throw failure("The second argument of the partition function must be a positive whole number: " + given);
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += size) {
            chunks.add(new ArrayList<>(elements.subList(from, Math.min(from + size, elements.size()))));
        }
        return chunks;
    }

    private static @Nullable Object range(@Nullable Object input, List<?> arguments) {
        if (!(arguments.get(0) instanceof Number first)
                || !(arguments.get(1) instanceof Number last)
                || !(arguments.get(2) instanceof Number step)) {
            return null;
        }
        double by = step.doubleValue();
        double count = Math.floor((last.doubleValue() - first.doubleValue()) / by) + 1;
        if (by == 0 || count > MAX_RANGE) {
            throw failure("The range function makes from 0 to " + MAX_RANGE + " elements, its step is not 0: " + step);
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(Values.narrow(first.doubleValue() + i * by));
        }
        return elements;
    }

    private static @Nullable Object hash(@Nullable Object input, List<?> arguments) {
        Object data = arguments.get(0);
        if (data == null || !(arguments.get(1) instanceof String algorithm)) {
            return null;
        }
        if (!ALGORITHMS.contains(algorithm)) {
            throw failure("The hash function knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not: " + algorithm);
        }
        try {
            byte[] bytes = Functions.string(data, false).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object parse(@Nullable Object input, List<?> arguments) {
        if (!(arguments.get(0) instanceof String text)) {
            return null;
        }
        try {
            return Values.view(READER.readTree(text));
        } catch (JsonProcessingException e) {
            throw failure("The argument of the parse function is not JSON: " + e.getOriginalMessage());
        }
    }

    private static JException failure(String message) {
        return new JException("D3137", -1, message);
    }
}
