package dev.headgate.permit;

/** What a store answered to an ask. */
public sealed interface Reservation {

    /**
     * The units are taken.
     *
     * @param tatBefore the bucket's {@code tat} before them
     */
    record Taken(long tatBefore) implements Reservation {}

    /**
     * Nothing was taken, since the bucket is counted in terms that are newer than the ask's.
     *
     * @param pace what the ask should be made in
     */
    record Outdated(Pace pace) implements Reservation {}

    /**
     * Nothing was taken.
     *
     * @param tat the {@code tat} that refused
     * @param pausedUntil until when the downstream asked to be left alone, nanoseconds since the epoch; 0 if never
     */
    record Refused(long tat, long pausedUntil) implements Reservation {}
}
