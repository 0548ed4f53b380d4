package dev.headgate.testing;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
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
     * Returns the seeds of a negative control, of which one must fail; the first that does ends it.
     *
     * @param atMost so many that the control is missed less than once in a million runs: at least 14 divided by the share of
     *     seeds that fail, which is to be measured
     */
    public static Seeds ofControl(int atMost) {
        return new Seeds(atMost);
    }

    /**
     * Checks the property for each seed.
     *
     * @throws AssertionError with the first seed for which it does not hold
     */
    public void check(Property property) {
        checkSideBySide(List.of(property));
    }

    /**
     * Checks the property for each seed, each worker in a thread of its own: what waits for another process leaves a core to
     * the other workers.
     *
     * @param workers the property, each with what only one thread may use
     * @throws AssertionError with the first seed that was seen not to hold
     */
    public void checkSideBySide(List<Property> workers) {
        String test = caller();
        Optional<Long> one = Optional.ofNullable(Long.getLong("headgate.seed"));
        long first = one.orElseGet(() -> new SplittableRandom().nextLong(1, SMALL_ENOUGH_TO_READ));
        long end = first + (one.isPresent() ? 1 : number);
        System.out.printf("%s: seeds %d to %d%n", test, first, end - 1);
        AtomicLong next = new AtomicLong(first);
        if (workers.size() == 1) {
            checkAll(test, workers.getFirst(), next, end);
            return;
        }
        try {
            CompletableFuture.allOf(workers.stream()
                            .map(worker -> CompletableFuture.runAsync(
                                    () -> checkAll(test, worker, next, end), Thread.ofPlatform()::start))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw failed;
        }
    }

    /** Checks one seed after the other that nobody has taken yet; a failure ends it for all. */
    private static void checkAll(String test, Property property, AtomicLong next, long end) {
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            try {
                check(test, property, seed);
            } catch (AssertionError failure) {
                next.set(end);
                throw failure;
            }
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
