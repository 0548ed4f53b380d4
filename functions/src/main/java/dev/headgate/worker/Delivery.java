package dev.headgate.worker;

import java.util.Optional;

/** A message as the queue handed it over. */
public sealed interface Delivery {
    /** Returns the queue's id, by which a failed one is named. */
    String messageId();

    record Parsed(String messageId, WorkMessage message) implements Delivery {}

    /**
     * A message that is not one of ours: no delivery will make it better.
     *
     * @param taskToken whom to tell, if that much could be read
     */
    record Unreadable(String messageId, String body, String reason, Optional<String> taskToken) implements Delivery {
        /** Without the body, which may hold anything. */
        @Override
        public String toString() {
            return "Unreadable[" + messageId + ": " + reason + "]";
        }
    }
}
