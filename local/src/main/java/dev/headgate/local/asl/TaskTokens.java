package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The task tokens that someone is waiting for. Safe for use by many threads. */
public final class TaskTokens {
    private static final int BYTES = 24;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final RandomGenerator random;
    private final long mark;

    /** Makes a registry whose tokens are drawn from {@code random}; they begin alike, so that none has to be kept. */
    public TaskTokens(RandomGenerator random) {
        this.random = random;
        this.mark = random.nextLong();
    }

    /** What became of an answer. */
    public enum Receipt {
        /** The waiting state has it. */
        ACCEPTED,
        /** The token was given out, but nobody waits for it any more (AWS: {@code TaskTimedOut}). */
        TIMED_OUT,
        /** The token was never given out here (AWS: {@code InvalidToken}). */
        INVALID
    }

    /** Ends the state that waits with {@code output} as its result. */
    public Receipt succeed(String token, JsonNode output) {
        return answer(token, new Answer(output, null));
    }

    /** Fails the state that waits; without an error it is {@code States.TaskFailed}. */
    public Receipt fail(String token, @Nullable String error, @Nullable String cause) {
        return answer(token, new Answer(null, new StateFailure(error == null ? ErrorNames.TASK_FAILED : error, cause)));
    }

    /** Starts the waiting state's heartbeat interval again. */
    public Receipt heartbeat(String token) {
        Waiting waiter = waiting.get(token);
        if (waiter == null) {
            return unknown(token);
        }
        waiter.beat();
        return Receipt.ACCEPTED;
    }

    private Receipt answer(String token, Answer answer) {
        Waiting waiter = waiting.remove(token);
        if (waiter == null) {
            return unknown(token);
        }
        return waiter.answer(answer) ? Receipt.ACCEPTED : Receipt.TIMED_OUT;
    }

    private Receipt unknown(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            boolean ours = bytes.length == BYTES && ByteBuffer.wrap(bytes).getLong() == mark;
            return ours ? Receipt.TIMED_OUT : Receipt.INVALID;
        } catch (IllegalArgumentException e) {
            return Receipt.INVALID;
        }
    }

    /** Returns a new token; whoever opens it closes it. */
    Waiting open(Time time) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(mark)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
        Waiting waiter = new Waiting(Base64.getUrlEncoder().encodeToString(bytes), time);
        waiting.put(waiter.text(), waiter);
        return waiter;
    }

    private record Answer(
            @Nullable JsonNode output, @Nullable StateFailure failure) {}

    /** A token that is waited for. */
    final class Waiting {
        private final String text;
        private final Time time;
        private final Signal answered;
        private final AtomicReference<@Nullable Answer> given = new AtomicReference<>();
        private volatile Instant lastBeat;

        private Waiting(String text, Time time) {
            this.text = text;
            this.time = time;
            this.answered = time.signal();
            this.lastBeat = time.now();
        }

        String text() {
            return text;
        }

        private void beat() {
            lastBeat = time.now();
        }

        private boolean answer(Answer answer) {
            boolean first = given.compareAndSet(null, answer);
            answered.fire();
            return first;
        }

        void close() {
            waiting.remove(text);
        }

        /** Returns the answer, or fails when the state's time or a heartbeat's is over. */
        JsonNode await(IntegrationCall call) throws StateFailure, InterruptedException {
            while (!answered.await(end(call))) {
                Instant now = time.now();
                if (call.deadline() != null && !now.isBefore(call.deadline())) {
                    throw giveUp(ErrorNames.TIMEOUT);
                }
                if (call.heartbeat() != null && !now.isBefore(lastBeat.plus(call.heartbeat()))) {
                    throw giveUp(ErrorNames.HEARTBEAT_TIMEOUT);
                }
            }
            Answer answer = given.get();
            if (answer == null || answer.output() == null) {
                throw answer == null || answer.failure() == null ? giveUp(ErrorNames.RUNTIME) : answer.failure();
            }
            return answer.output();
        }

        private StateFailure giveUp(String error) {
            close();
            return new StateFailure(error, "");
        }

        private @Nullable Instant end(IntegrationCall call) {
            if (call.heartbeat() == null) {
                return call.deadline();
            }
            Instant beat = lastBeat.plus(call.heartbeat());
            return call.deadline() == null || beat.isBefore(call.deadline()) ? beat : call.deadline();
        }
    }
}
