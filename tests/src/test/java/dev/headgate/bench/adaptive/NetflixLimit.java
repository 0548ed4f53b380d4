package dev.headgate.bench.adaptive;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Netflix's concurrency limits, its own classes on the simulation's time: a refused call is a dropped one. */
final class NetflixLimit implements Competitor {
    private static final double NANOS = 1e9;

    private final Limiter<Object> limiter;
    private final Map<Long, Limiter.Listener> out = new HashMap<>();
    private double now = 1;
    private Limiter.@Nullable Listener next;

    NetflixLimit(Limit limit) {
        this.limiter = SimpleLimiter.newBuilder()
                .limit(WindowedLimit.newBuilder().build(limit))
                .nanoClock(() -> (long) (now * NANOS))
                .build();
    }

    @Override
    public double nextSend(double at) {
        now = 1 + at;
        if (next == null) {
            next = limiter.acquire(this).orElse(null);
        }
        return next == null ? Double.POSITIVE_INFINITY : at;
    }

    @Override
    public void sent(double at, long call) {
        out.put(call, Objects.requireNonNull(next));
        next = null;
    }

    @Override
    public void answered(Answer answer) {
        now = 1 + answer.at();
        Limiter.Listener listener = Objects.requireNonNull(out.remove(answer.call()));
        if (answer.accepted()) {
            listener.onSuccess();
        } else {
            listener.onDropped();
        }
    }
}
