package dev.headgate.testing.interleavings;

import org.jspecify.annotations.Nullable;

/** What a caller stands before. */
sealed interface Pending {

    /**
     * An operation.
     *
     * @param what its name and arguments, said when asked
     * @param touched what it reads and writes; null for everything
     * @param faulty whether it may end badly
     * @param repeatable whether an SDK would try it again
     */
    record Operation(Object what, @Nullable Object touched, boolean faulty, boolean repeatable) implements Pending {}

    /** A choice between the values 0 to {@code values - 1}. */
    record Choice(int values) implements Pending {}

    /** Nothing: the caller has come to its end. */
    record Nothing() implements Pending {}
}
