package dev.headgate.local.asl;

import java.util.Map;

/** Numbers the events of an execution, and tells its listener of them one at a time. */
final class History {
    private final Run run;
    private long lastId;

    History(Run run) {
        this.run = run;
    }

    /**
     * Tells of an event that happens now.
     *
     * @param previous the id of the event that led to it
     * @return its id
     */
    synchronized long publish(EventType type, long previous, Map<String, Object> details) {
        long id = ++lastId;
        HistoryEvent event =
                new HistoryEvent(id, previous, run.services().time().now(), type, details);
        run.listener().onEvent(run, event);
        return id;
    }

    /** Tells of the last event. */
    void close(Outcome outcome) {
        publish(outcome.eventType(), lastId(), outcome.eventDetails());
    }

    private synchronized long lastId() {
        return lastId;
    }
}
