package dev.headgate.worker;

/** What became of the items of a message, over all its deliveries; the answer to its task token. */
public record Done(int succeeded, int deadLettered) {
    public static final Done NOTHING = new Done(0, 0);

    Done plus(int moreSucceeded, int moreDeadLettered) {
        return new Done(succeeded + moreSucceeded, deadLettered + moreDeadLettered);
    }
}
