package dev.headgate.local.asl;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Interrupts the thread that set it when a call lasts too long. */
final class Watchdog {
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WATCHING);
    private final Thread watched = Thread.currentThread();
    private final Time time;
    private Time.Timer timer = () -> {};

    private Watchdog(Time time) {
        this.time = time;
    }

    private enum Phase {
        WATCHING,
        BITING,
        BITTEN,
        CALLED_BACK
    }

    /** Returns a watchdog for the running thread; without a moment it sleeps. */
    static Watchdog until(Time time, @Nullable Instant when) {
        Watchdog dog = new Watchdog(time);
        if (when != null) {
            dog.timer = time.schedule(when, dog::bite);
        }
        return dog;
    }

    private void bite() {
        if (phase.compareAndSet(Phase.WATCHING, Phase.BITING)) {
            time.interrupt(watched);
            phase.set(Phase.BITTEN);
        }
    }

    /** Returns whether the time was over; then the interrupt is taken back, and is not left for someone else. */
    boolean callBack() {
        if (phase.compareAndSet(Phase.WATCHING, Phase.CALLED_BACK)) {
            timer.cancel();
            return false;
        }
        while (phase.get() == Phase.BITING) {
            Thread.onSpinWait();
        }
        if (phase.get() == Phase.CALLED_BACK) {
            return false;
        }
        Thread.interrupted();
        return true;
    }
}
