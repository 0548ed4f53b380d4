package dev.headgate.worker;

import dev.headgate.worker.Delivery.Parsed;
import dev.headgate.worker.Delivery.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Takes batches of messages through the gateway. See the package. Thread-safe. */
public final class Worker {
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final Parts parts;
    private final Settings settings;
    private final Backoff backoff;
    private final Supplier<ExecutorService> threads;

    /**
     * @param random spreads retries; nothing is drawn before the first batch
     * @param threads makes a round's executor, which runs each call apart; the round closes it
     */
    public Worker(Parts parts, Settings settings, RandomGenerator random, Supplier<ExecutorService> threads) {
        this.parts = parts;
        this.settings = settings;
        this.backoff = new Backoff(FIRST_BACKOFF, LONGEST_BACKOFF, random);
        this.threads = threads;
    }

    /**
     * Returns the ids of the messages that must be delivered again: those in which something unexpected failed. All others
     * are done, or what is left of them is on its way as a new message.
     *
     * @param deadline when the caller must be done; calls start early enough before it to end before it
     */
    public Set<String> work(List<Delivery> deliveries, Instant deadline, Events events) throws InterruptedException {
        Closing closing = new Closing(parts.outbox(), parts.tokens(), events);
        Set<String> failed = new LinkedHashSet<>();
        List<Progress> messages = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            switch (delivery) {
                case Parsed parsed -> messages.add(new Progress(parsed.messageId(), parsed.message()));
                case Unreadable unreadable -> {
                    if (!closing.bury(unreadable)) {
                        failed.add(unreadable.messageId());
                    }
                }
            }
        }
        work(messages, deadline, closing, events);
        messages.stream().filter(Progress::isFaulted).map(Progress::messageId).forEach(failed::add);
        return failed;
    }

    private void work(List<Progress> messages, Instant deadline, Closing closing, Events events)
            throws InterruptedException {
        Pause pause = new Pause();
        Outcomes outcomes = new Outcomes(parts.circuit(), parts.time(), events);
        Calls calls = new Calls(parts, settings, backoff, outcomes, closing, pause, events);
        Instant latest = deadline.minus(settings.margin()).minus(settings.callTimeout());
        Batch batch = new Batch(parts, settings, closing, events, messages, latest);
        try {
            batch.run(calls, pause, threads);
            batch.close();
        } catch (RuntimeException e) {
            // The store, the limit's or the circuit's declaration: nobody's items are at fault, all come again.
            messages.stream()
                    .filter(message -> !message.isComplete())
                    .forEach(message -> closing.fault(message, "work", e));
        }
    }
}
