package dev.headgate.worker;

import java.time.Instant;

/** An answer to be kept. */
public record Result(Key key, String answer, String model, Instant savedAt) {
    /** What it answers; {@code <job>/<itemId>} is its identity in the store. */
    public record Key(String job, String itemId) {
        public String id() {
            return job + "/" + itemId;
        }
    }

    /** Without the answer. */
    @Override
    public String toString() {
        return "Result[" + key.id() + "]";
    }
}
