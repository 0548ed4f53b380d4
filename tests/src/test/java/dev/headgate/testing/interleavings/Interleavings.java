package dev.headgate.testing.interleavings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs every order in which a few callers' operations can happen, and checks what must hold.
 *
 * <pre>{@code
 * Explored explored = Interleavings.of(world -> {
 *     PermitStore store = world.atomic(PermitStore.class, new InMemoryPermitStore());
 *     world.caller("a", () -> store.tryReserve("x", ask));
 *     world.caller("b", () -> store.tryReserve("x", ask));
 *     world.event("time passes", () -> clock.advance(lease));
 *     world.always(() -> assertThat(…));
 *     world.atEnd(() -> assertThat(…));
 * }).crashes(1).lostAnswers(1).explore();
 * }</pre>
 *
 * <p>A depth-first search that keeps no states: each execution begins with a fresh world and replays the choices that led
 * to the last branch. Two callers of m and n operations have (m + n)! / (m!·n!) executions. Programs must do the same
 * again when their operations answer the same; one that does not is told so. A failure names its schedule, which
 * {@link #replay} runs again alone.
 */
public final class Interleavings {
    private static final Duration STUCK = Duration.ofSeconds(20);

    private final Consumer<World> setUp;
    private final Map<Move.Kind, Integer> faults = new EnumMap<>(Move.Kind.class);
    private long most = 5_000_000;
    private boolean reduced;

    private final AtomicLong steps = new AtomicLong();
    private long executions;
    private int longest;

    private Interleavings(Consumer<World> setUp) {
        this.setUp = setUp;
    }

    /**
     * Returns an explorer of a world.
     *
     * @param setUp builds all shared state anew, and adds the callers and the checks
     */
    public static Interleavings of(Consumer<World> setUp) {
        return new Interleavings(setUp);
    }

    /** In an execution up to so many operations happen and their caller is gone with the answer (token {@code a!}). */
    public Interleavings crashes(int number) {
        return faults(Move.Kind.CRASH, number);
    }

    /** Up to so many operations happen, and their caller gets an exception instead of the answer ({@code a?}). */
    public Interleavings lostAnswers(int number) {
        return faults(Move.Kind.LOSE_ANSWER, number);
    }

    /** Up to so many operations do not happen, and their caller gets an exception ({@code a-}). */
    public Interleavings lostRequests(int number) {
        return faults(Move.Kind.LOSE_REQUEST, number);
    }

    /** Up to so many operations of an SDK client happen twice, since the SDK did not hear of the first ({@code a+}). */
    public Interleavings repeats(int number) {
        return faults(Move.Kind.REPEAT, number);
    }

    /**
     * Leaves out executions that differ from another only in the order of neighbouring operations on different things
     * (sleep sets, after Godefroid). Every end is still reached; of the states in between, not all are.
     */
    public Interleavings reduced() {
        reduced = true;
        return this;
    }

    /** Gives up, as a failure, beyond so many executions. */
    public Interleavings atMost(long number) {
        most = number;
        return this;
    }

    /**
     * Returns how much there was to explore.
     *
     * @throws AssertionError if something did not hold, with the schedule
     */
    public Explored explore() {
        watched(() -> {
            List<Node> path = new ArrayList<>();
            do {
                run(path);
            } while (backtrack(path));
        });
        return new Explored(executions, steps.get(), longest);
    }

    /**
     * Runs one schedule, as a failure named it.
     *
     * @throws AssertionError if something did not hold
     */
    public void replay(String schedule) {
        watched(() -> new Replay(new Execution(setUp, faults), schedule).run());
    }

    private Interleavings faults(Move.Kind kind, int number) {
        faults.put(kind, number);
        return this;
    }

    private void run(List<Node> path) {
        Execution execution = new Execution(setUp, faults);
        try {
            execution.start();
            walk(execution, path);
        } catch (Throwable failure) {
            throw failed(execution, failure);
        } finally {
            execution.abandon();
        }
    }

    private void walk(Execution execution, List<Node> path) throws Throwable {
        for (int depth = 0; ; depth++) {
            List<Node.Ready> ready = execution.ready();
            if (ready.isEmpty()) {
                execution.end();
                ended(depth);
                return;
            }
            Node node = node(path, depth, ready);
            if (node.exhausted()) {
                return;
            }
            execution.make(node.taken().move());
            steps.incrementAndGet();
        }
    }

    private Node node(List<Node> path, int depth, List<Node.Ready> ready) {
        if (depth == path.size()) {
            path.add(new Node(ready, reduced && depth > 0 ? path.get(depth - 1).asleepAfter() : List.of()));
        }
        Node node = path.get(depth);
        if (!node.ready().equals(ready)) {
            throw new IllegalStateException("programs must repeat themselves: at this point could happen %s, and now %s"
                    .formatted(node.ready(), ready));
        }
        return node;
    }

    private void ended(int depth) {
        longest = Math.max(longest, depth);
        if (++executions > most) {
            throw new IllegalStateException("more than " + most + " executions");
        }
    }

    private boolean backtrack(List<Node> path) {
        while (!path.isEmpty()) {
            Node last = path.getLast();
            if (!last.exhausted() && last.advance(reduced)) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }

    private AssertionError failed(Execution execution, Throwable failure) {
        String schedule = execution.schedule();
        String told = new Replay(new Execution(setUp, faults), schedule).told();
        return new AssertionError(
                "execution %d: %s%nthe schedule, for replay(\"…\"): %s%n%s"
                        .formatted(executions + 1, failure.getMessage(), schedule, told),
                failure);
    }

    /** Runs on a virtual thread, between which and the callers' a change costs little; and notices when nothing moves. */
    private void watched(Runnable work) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        awaitEnd(thread);
        switch (thrown.get()) {
            case null -> {}
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void awaitEnd(Thread thread) {
        try {
            for (long before = -1; !thread.join(STUCK); before = steps.get()) {
                if (before == steps.get()) {
                    throw new IllegalStateException(
                            "a caller neither ends nor comes to its next operation; does it wait for another one?");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
