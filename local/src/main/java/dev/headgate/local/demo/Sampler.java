package dev.headgate.local.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Notes four times a second what the tables say, on a thread of its own, until it is closed. */
final class Sampler implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Tables tables;
    private final InstantSource clock;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;

    private Sampler(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("sampler").unstarted(this::run);
    }

    static Sampler start(Tables tables, InstantSource clock) {
        Sampler sampler = new Sampler(tables, clock);
        sampler.thread.start();
        return sampler;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                note(tables.sample(clock.instant()));
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(Sample sample) {
        samples.add(sample);
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
