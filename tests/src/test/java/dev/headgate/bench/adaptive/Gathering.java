package dev.headgate.bench.adaptive;

import dev.headgate.adaptive.Amid;
import dev.headgate.adaptive.Counters;
import dev.headgate.adaptive.Latencies;
import java.time.Duration;
import java.util.Arrays;

/** What one environment has heard since it reported last. */
final class Gathering {
    final double skew;
    double flushedAt;
    private final long[] bins = new long[Latencies.BINS];
    private long accepted;
    private long refused;
    private long acceptedInPause;
    private long refusedInPause;
    private long acceptedAmid;
    private long refusedAmid;
    private final Amid amid = new Amid();

    Gathering(double skew) {
        this.skew = skew;
    }

    void note(Answer answer, boolean inPause) {
        if (answer.accepted()) {
            accepted++;
            acceptedInPause += inPause ? 1 : 0;
            acceptedAmid += amid.accepted(Fleet.at(answer.sentAt())) ? 1 : 0;
            bins[Latencies.binOf(Duration.ofNanos((long) (answer.latency() * 1e9)))]++;
        } else {
            refused++;
            refusedInPause += inPause ? 1 : 0;
            refusedAmid += amid.refused(Fleet.at(answer.sentAt())) ? 1 : 0;
        }
    }

    Counters take() {
        Counters taken = new Counters(
                accepted,
                refused,
                acceptedInPause,
                refusedInPause,
                acceptedAmid,
                refusedAmid,
                new Latencies(Arrays.stream(bins).boxed().toList()));
        Arrays.fill(bins, 0);
        accepted = refused = acceptedAmid = refusedAmid = acceptedInPause = refusedInPause = 0;
        return taken;
    }
}
