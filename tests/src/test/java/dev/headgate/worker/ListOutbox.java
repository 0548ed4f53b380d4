package dev.headgate.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Queues as lists, which can be made to refuse. */
final class ListOutbox implements Outbox {
    final List<Back> back = new ArrayList<>();
    final List<WorkMessage> slow = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    boolean refusing;

    record Back(WorkMessage message, Duration delay) {}

    @Override
    public synchronized void putBack(WorkMessage message, Duration delay) {
        requireReachable();
        back.add(new Back(message, delay));
    }

    @Override
    public synchronized void slowLane(WorkMessage message) {
        requireReachable();
        slow.add(message);
    }

    @Override
    public synchronized void deadLetter(DeadLetter letter) {
        requireReachable();
        letters.add(letter);
    }

    List<String> backIds() {
        return back.stream()
                .flatMap(sent -> sent.message().items().stream())
                .map(Item::id)
                .toList();
    }

    List<String> errors() {
        return letters.stream().map(DeadLetter::error).toList();
    }

    private void requireReachable() {
        if (refusing) {
            throw new IllegalStateException("the queue refuses");
        }
    }
}
