package dev.headgate.local.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The functions whose answers depend on a clock or on chance: {@code $now}, {@code $millis}, {@code $random} and
 * {@code $uuid}. They are bound for each evaluation, since the library's own read a clock of its own.
 */
public final class ImpureFunctions implements Bindings {
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Object> functions = Map.of(
            "now", new Jsonata.JFunction(this::now, "<s?s?:s>"),
            "millis", new Jsonata.JFunction((input, arguments) -> millis(), "<:n>"),
            "random", new Jsonata.JFunction(this::random, "<n?:n>"),
            "uuid", new Jsonata.JFunction((input, arguments) -> uuid(), "<:s>"));

    public ImpureFunctions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public @Nullable Object lookup(String name) {
        return functions.get(name);
    }

    private @Nullable Object now(@Nullable Object input, List<?> arguments) {
        return Functions.dateTimeFromMillis(millis(), text(arguments, 0), text(arguments, 1));
    }

    private static @Nullable String text(List<?> arguments, int index) {
        return index < arguments.size() && arguments.get(index) instanceof String text ? text : null;
    }

    private Long millis() {
        return clock.millis();
    }

    private Object random(@Nullable Object input, List<?> arguments) {
        boolean seeded = !arguments.isEmpty() && arguments.getFirst() instanceof Number;
        return seeded ? new Random(((Number) arguments.getFirst()).longValue()).nextDouble() : random.nextDouble();
    }

    private String uuid() {
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(version4, variant2).toString();
    }
}
