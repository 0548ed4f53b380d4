package dev.headgate.local.demo;

import dev.headgate.local.gateway.CallCounts;
import java.time.Duration;

/** Shows how far a run is. */
interface Progress extends AutoCloseable {
    /** Shows the state of the run this long after the first call; zero before it. */
    void show(CallCounts counts, Duration since);

    @Override
    void close();
}
