package dev.headgate.worker;

import dev.headgate.worker.DeadLetter.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a message is. Thread-safe: its items are settled by the threads of their calls.
 *
 * <p>Dead letters are kept until the message ends, so that a message which fails, and comes again, has sent none yet.
 */
final class Progress {
    private final String messageId;
    private final WorkMessage message;
    private final List<DeadLetter> letters = new ArrayList<>();
    private int succeeded;
    private boolean faulted;

    Progress(String messageId, WorkMessage message) {
        this.messageId = messageId;
        this.message = message;
        for (WorkMessage.Malformed item : message.malformed()) {
            letters.add(
                    new DeadLetter(message.job(), new Subject.Raw(item.json()), DeadLetter.MALFORMED, item.reason()));
        }
    }

    String messageId() {
        return messageId;
    }

    String job() {
        return message.job();
    }

    List<Item> items() {
        return message.items();
    }

    Optional<String> taskToken() {
        return message.taskToken();
    }

    /** Notes an answered item, and returns whether it was the last one. */
    synchronized boolean succeeded() {
        succeeded++;
        return isComplete();
    }

    /** Notes an item that cannot be done, and returns whether it was the last one. */
    synchronized boolean deadLetter(Item item, String error, String cause) {
        letters.add(new DeadLetter(job(), new Subject.Known(item), error, cause));
        return isComplete();
    }

    /** Notes that the message must be delivered again. */
    synchronized void fault() {
        faulted = true;
    }

    synchronized boolean isFaulted() {
        return faulted;
    }

    synchronized boolean isComplete() {
        return outstanding() == 0;
    }

    /** Returns how many items are neither answered nor dead-lettered. */
    synchronized int outstanding() {
        return message.size() - succeeded - letters.size();
    }

    synchronized List<DeadLetter> letters() {
        return List.copyOf(letters);
    }

    /** Returns what is done, earlier deliveries included. */
    synchronized Done done() {
        return message.done().plus(succeeded, letters.size());
    }

    WorkMessage remaining(List<Item> items) {
        return message.remaining(items, done());
    }
}
