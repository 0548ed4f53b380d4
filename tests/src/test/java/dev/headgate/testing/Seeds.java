package dev.headgate.testing;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a property test for many seeds, says from which on, and names the one that fails.
 *
 * <p>{@code -Dheadgate.seed=4711} runs that one alone; {@code -Dheadgate.seeds=100000} says how many.
 */
public final class Seeds {
    private static final long SMALL_ENOUGH_TO_READ = 1_000_000_000;

    private final int number;

    private Seeds(int number) {
        this.number = number;
    }

    /** What holds for every seed. */
    @FunctionalInterface
    public interface Property {
        void check(long seed, RandomGenerator random) throws Exception;
    }

    /**
     * Returns so many seeds, anew in each run.
     *
     * @param inVerify how many in {@code mvn verify}
     * @param inCampaign how many in the campaign
     */
    public static Seeds of(int inVerify, int inCampaign) {
        return new Seeds(Integer.getInteger("headgate.seeds", Campaign.size(inVerify, inCampaign)));
    }

    /**
     * Checks the property for each seed.
     *
     * @throws AssertionError with the first seed for which it does not hold
     */
    public void check(Property property) {
        String test = caller();
        Optional<Long> one = Optional.ofNullable(Long.getLong("headgate.seed"));
        long first = one.orElseGet(() -> new SplittableRandom().nextLong(1, SMALL_ENOUGH_TO_READ));
        int count = one.isPresent() ? 1 : number;
        System.out.printf("%s: seeds %d to %d%n", test, first, first + count - 1);
        for (long seed = first; seed < first + count; seed++) {
            check(test, property, seed);
        }
    }

    private static void check(String test, Property property, long seed) {
        try {
            property.check(seed, new SplittableRandom(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "%s fails with seed %d, replay it with -Dtest=%s -Dheadgate.seed=%d: %s"
                            .formatted(test, seed, test.replace('.', '#'), seed, failure.getMessage()),
                    failure);
        }
    }

    private static String caller() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getDeclaringClass() != Seeds.class)
                        .findFirst()
                        .map(Seeds::name)
                        .orElse("a test"));
    }

    private static String name(StackWalker.StackFrame frame) {
        String method = frame.getMethodName().replaceFirst("^lambda\\$(.*)\\$\\d+$", "$1");
        return frame.getDeclaringClass().getSimpleName() + "." + method;
    }
}
