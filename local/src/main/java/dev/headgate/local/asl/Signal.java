package dev.headgate.local.asl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happens once and that threads wait for. */
public interface Signal {

    /** Lets all waiting threads go on, now and later; repeating it changes nothing. */
    void fire();

    /**
     * Returns true once the signal has fired, or false if {@code until} came first.
     *
     * @param until when to stop waiting; null waits without end
     */
    boolean await(@Nullable Instant until) throws InterruptedException;
}
