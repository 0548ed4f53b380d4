package dev.headgate.testing.interleavings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One caller's program, on a thread that runs only when it is this caller's move. */
final class Caller {
    private final String name;
    private final Thread scheduler;
    private final Thread thread;
    private final Baton baton;
    private final List<Throwable> injected = new ArrayList<>();

    private Pending pending = new Pending.Nothing();
    private Move move = Move.of(0, "", Move.Kind.RUN);
    private @Nullable Throwable failure;
    private @Nullable Object answer = "";
    private @Nullable Object result;
    private @Nullable Exception failed;
    private boolean inOperation;
    private boolean dead;

    /** Thrown into a caller that crashes. Whatever it does while it unwinds, no operation of its comes through. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crashed", null, false, false);
        }
    }

    Caller(String name, Program program, Baton baton) {
        this.name = name;
        this.scheduler = Thread.currentThread();
        this.baton = baton;
        this.thread = Thread.ofVirtual().unstarted(() -> run(program));
    }

    String name() {
        return name;
    }

    Thread thread() {
        return thread;
    }

    Pending pending() {
        return pending;
    }

    /** Returns what the last operation answered; spelled when it is asked for, since few are. */
    String answer() {
        return String.valueOf(answer);
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Runs the program up to its first operation. */
    void start() {
        thread.start();
        baton.pass(thread);
    }

    /** Makes the move and what the program does after it, up to the next operation. */
    void make(Move next) {
        move = next;
        baton.pass(thread);
    }

    /** Ends a caller that stands before something, so that its thread is gone. */
    void abandon() {
        if (thread.isAlive() && !(pending instanceof Pending.Nothing)) {
            dead = true;
            baton.pass(thread);
        }
    }

    int choose(int values) {
        await(new Pending.Choice(values));
        return move.value();
    }

    @Nullable
    Object perform(Pending.Operation operation, Callable<@Nullable Object> body, Supplier<RuntimeException> lost)
            throws Exception {
        if (inOperation) {
            return body.call();
        }
        do {
            await(operation);
            if (move.kind() == Move.Kind.LOSE_REQUEST) {
                throw injected(lost.get());
            }
        } while (!ended(body, lost));
        if (failed != null) {
            throw failed;
        }
        return result;
    }

    /** Does the operation; returns false where the SDK will try it again. */
    private boolean ended(Callable<@Nullable Object> body, Supplier<RuntimeException> lost) {
        result = null;
        failed = null;
        inOperation = true;
        try {
            result = body.call();
        } catch (Exception e) {
            failed = e;
        } finally {
            inOperation = false;
        }
        answer = failed == null ? result : failed;
        switch (move.kind()) {
            case CRASH -> {
                dead = true;
                throw new Crash();
            }
            case LOSE_ANSWER -> throw injected(lost.get());
            default -> {}
        }
        return move.kind() != Move.Kind.REPEAT;
    }

    private RuntimeException injected(RuntimeException lost) {
        injected.add(lost);
        answer = lost;
        return lost;
    }

    private void await(Pending next) {
        if (!dead) {
            pending = next;
            baton.pass(scheduler);
        }
        if (dead) {
            throw new Crash();
        }
    }

    private void run(Program program) {
        baton.await(thread);
        try {
            program.run();
        } catch (Crash crash) {
            dead = true;
        } catch (Throwable thrown) {
            failure = wasInjected(thrown) ? null : thrown;
        }
        pending = new Pending.Nothing();
        baton.leave(scheduler);
    }

    private boolean wasInjected(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (injected.contains(cause)) {
                return true;
            }
        }
        return dead;
    }
}
