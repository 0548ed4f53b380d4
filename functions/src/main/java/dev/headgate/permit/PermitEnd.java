package dev.headgate.permit;

/** What came of an attempt to end a durable permit. */
public sealed interface PermitEnd {

    /**
     * It is ended so.
     *
     * @param again whether it was before, by the same action: nothing was changed
     * @param refunded how many units could be given to others
     */
    record Done(PermitRecord permit, boolean again, long refunded) implements PermitEnd {}

    /** It is not, and nothing was changed. */
    record NotDone(Reason reason) implements PermitEnd {

        /** Why. */
        public enum Reason {
            /** There is no such permit, or it is too long ago to be known, or another took its place. */
            UNKNOWN_PERMIT,
            /** It ended that way before. */
            SETTLED,
            /** It ended that way before. */
            RELEASED,
            /** It ended that way before. */
            CANCELLED
        }
    }
}
