package dev.headgate.worker;

import java.util.List;
import java.util.Optional;

/**
 * A message of the work queue.
 *
 * @param job with an item's id, the identity of its result
 * @param items those still to be done
 * @param malformed those that could not be read, with the reason; they do not hold up their siblings
 * @param taskToken whom to answer when the last item is done
 * @param done what earlier deliveries finished
 */
public record WorkMessage(
        String job, List<Item> items, List<Malformed> malformed, Optional<String> taskToken, Done done) {
    public WorkMessage {
        items = List.copyOf(items);
        malformed = List.copyOf(malformed);
    }

    /** An item as it was sent, and what is wrong with it. */
    public record Malformed(String json, String reason) {}

    WorkMessage remaining(List<Item> left, Done doneSoFar) {
        return new WorkMessage(job, left, List.of(), taskToken, doneSoFar);
    }

    int size() {
        return items.size() + malformed.size();
    }

    /** The job and the numbers: neither texts nor the token. */
    @Override
    public String toString() {
        return "WorkMessage[" + job + ", " + items.size() + " items]";
    }
}
