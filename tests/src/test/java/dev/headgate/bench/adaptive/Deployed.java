package dev.headgate.bench.adaptive;

import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.adaptive.Followed;
import dev.headgate.adaptive.HeardRates;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.RateReporter;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Headgate as the local run has it: the reporters of the functions, which gather and wait as they do there; a granter that reads
 * the rate once a second, hands out what is left of the burst at once, and no slot more than a second ahead; and a workflow with so many items in flight, each of
 * which waits whole seconds: for its slot, for another try where it found no place in the line, and after a 429.
 */
final class Deployed implements Competitor {
    private static final double LINE = 1;
    private static final double KEPT = 1;

    /** The template's, which is taken off the burst. */
    private static final double LATENESS = 1.5;

    /** A 429 without a Retry-After is followed by 1 to 10 s of waiting; who finds no place asks again within four lines' length. */
    private static final int AFTER_REFUSAL = 10;

    private static final double SPREAD = 4 * LINE;

    /** What a request to a function takes. */
    private static final double REQUEST = 0.01;

    /** What a few transitions take. */
    private static final double ON_ITS_WAY = 0.1;

    private final Followed limit;
    private final InMemoryRateStore store = new InMemoryRateStore();
    private final List<RateReporter> environments;
    private final double[] busyUntil;
    private final SplittableRandom random;
    private final PriorityQueue<Double> asks = new PriorityQueue<>();
    private final PriorityQueue<Double> calls = new PriorityQueue<>();
    private final double tolerance;
    private double rate;
    private double readAt = Double.NEGATIVE_INFINITY;
    private double tail;

    /** @param inFlight how many items are at work at once; there is always another where one is done */
    Deployed(Scenario scenario, AdaptiveSettings settings, int inFlight, SplittableRandom random) {
        this.limit = new Followed("x", "x", settings, scenario.start());
        this.rate = scenario.start();
        this.tolerance = scenario.burst() - LATENESS;
        this.random = random;
        this.environments = IntStream.range(0, scenario.granters())
                .mapToObj(_ -> new RateReporter(store, random.split(), new HeardRates()))
                .toList();
        this.busyUntil = new double[environments.size()];
        IntStream.range(0, inFlight).forEach(_ -> asks.add(random.nextDouble()));
    }

    @Override
    public double nextSend(double now) {
        return calls.isEmpty() ? Double.POSITIVE_INFINITY : calls.peek();
    }

    @Override
    public void sent(double now, long call) {
        calls.poll();
        idle(now).flush(Fleet.at(now));
    }

    @Override
    public void answered(Answer answer) {
        Duration took = Duration.ofNanos((long) (answer.latency() * 1e9));
        CallEnd end = answer.accepted() ? CallEnd.accepted(took) : CallEnd.refused(took, null);
        idle(answer.at()).record(limit, end, Fleet.at(answer.at()));
        asks.add(answer.at() + ON_ITS_WAY + (answer.accepted() ? 0 : 1 + random.nextInt(AFTER_REFUSAL)));
    }

    @Override
    public double nextWake() {
        return asks.isEmpty() ? Double.POSITIVE_INFINITY : asks.peek();
    }

    /** An item asks for its slot. */
    @Override
    public void wake(double now) {
        asks.poll();
        if (now - readAt >= KEPT) {
            readAt = now;
            rate = store.find(limit.id())
                    .map(seen -> seen.record().state().rate())
                    .orElse(rate);
        }
        double slot = Math.max(now, tail + 1 / rate - tolerance);
        if (slot > now + LINE) {
            asks.add(now + Math.ceil(slot - LINE - now + SPREAD * random.nextDouble()) + ON_ITS_WAY);
            return;
        }
        tail = Math.max(now, tail) + 1 / rate;
        calls.add(now + Math.ceil(slot - now) + ON_ITS_WAY);
    }

    /** As Lambda and the local run do: one environment hears all that it has time for, the next what comes meanwhile. */
    private RateReporter idle(double now) {
        int found = 0;
        while (found < busyUntil.length - 1 && busyUntil[found] > now) {
            found++;
        }
        busyUntil[found] = Math.max(now, busyUntil[found]) + REQUEST;
        return environments.get(found);
    }
}
