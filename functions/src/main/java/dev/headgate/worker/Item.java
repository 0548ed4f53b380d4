package dev.headgate.worker;

/**
 * One thing to be answered.
 *
 * @param attempts how often the gateway has failed on it, over all deliveries; 0 for one that is new
 * @param throttled how often its call was one too many, over all deliveries
 */
public record Item(String id, String text, int attempts, int throttled) {
    /** One whose call was never one too many. */
    public Item(String id, String text, int attempts) {
        this(id, text, attempts, 0);
    }

    /** The id alone: texts do not belong into logs. */
    @Override
    public String toString() {
        return "Item[" + id + ", attempts=" + attempts + "]";
    }

    Item failedOnce() {
        return new Item(id, text, attempts + 1, throttled);
    }

    Item throttledOnce() {
        return new Item(id, text, attempts, throttled + 1);
    }
}
