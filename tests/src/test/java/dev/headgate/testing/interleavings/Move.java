package dev.headgate.testing.interleavings;

/**
 * What may happen next: a caller's step, well or badly ended, or one of the values that it may choose.
 *
 * @param caller the caller's place in the world
 * @param token how a schedule spells it
 * @param kind how the step ends
 * @param value the value chosen, for {@link Kind#CHOOSE}
 */
record Move(int caller, String token, Kind kind, int value) {

    /** How a step ends, and the mark that a schedule puts behind the caller's name. */
    enum Kind {
        /** The operation happens and is answered. */
        RUN(""),
        /** The operation happens, and its caller is gone before the answer: it never does anything again. */
        CRASH("!"),
        /** The operation happens; its caller gets an exception in place of the answer. */
        LOSE_ANSWER("?"),
        /** The operation does not happen; its caller gets an exception. */
        LOSE_REQUEST("-"),
        /** The operation happens, its answer is lost, and the SDK tries it again, some time later. */
        REPEAT("+"),
        /** The caller chooses a value. */
        CHOOSE("=");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        boolean isFault() {
            return this != RUN && this != CHOOSE;
        }
    }

    static Move of(int caller, String name, Kind kind) {
        return new Move(caller, name + kind.mark, kind, 0);
    }

    static Move choosing(int caller, String name, int value) {
        return new Move(caller, name + Kind.CHOOSE.mark + value, Kind.CHOOSE, value);
    }
}
