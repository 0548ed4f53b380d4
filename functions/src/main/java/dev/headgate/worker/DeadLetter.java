package dev.headgate.worker;

/**
 * What cannot be done, with the reason: a message of the dead-letter queue.
 *
 * @param job empty where it could not be read
 * @param error a name to sort by
 * @param cause for people
 */
public record DeadLetter(String job, Subject subject, String error, String cause) {
    /** The error of an item or message that is not of its form. */
    public static final String MALFORMED = "MalformedItem";
    /** The error of an item that the gateway refuses. */
    public static final String REJECTED = "GatewayRejected";
    /** The error of an item on which the gateway failed too often. */
    public static final String FAILED = "GatewayFailed";

    /** What it is about. */
    public sealed interface Subject {
        record Known(Item item) implements Subject {}

        /** The text as it came: an item's JSON, or a whole body. */
        record Raw(String text) implements Subject {
            @Override
            public String toString() {
                return "Raw[" + text.length() + " characters]";
            }
        }
    }
}
