package dev.headgate.worker;

/**
 * One thing to be answered.
 *
 * @param attempts how often the gateway has failed on it, over all deliveries; 0 for one that is new
 */
public record Item(String id, String text, int attempts) {
    /** The id alone: texts do not belong into logs. */
    @Override
    public String toString() {
        return "Item[" + id + ", attempts=" + attempts + "]";
    }

    Item failedOnce() {
        return new Item(id, text, attempts + 1);
    }
}
