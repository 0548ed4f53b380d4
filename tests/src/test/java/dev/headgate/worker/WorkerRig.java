package dev.headgate.worker;

import dev.headgate.adaptive.CallEnd;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.RateListener;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Calls;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.State;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Feedback;
import dev.headgate.permit.Feedbacks;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A worker over the real granter and the real circuit breaker, both in memory, with a scripted gateway. Batches have 60 s,
 * of which calls may start in the first 42: a call may take 10 s, and 8 s are the margin.
 */
public final class WorkerRig {
    public static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    static final Duration TIME = Duration.ofSeconds(60);
    static final Instant LATEST = START.plusSeconds(42);
    /** No jitter: each draw is the least. */
    private static final RandomGenerator LEAST = () -> 0L;

    final TestTime time = new TestTime(START);
    final ScriptedGateway gateway = new ScriptedGateway(time);
    final InMemoryResults results = new InMemoryResults();
    final ListOutbox outbox = new ListOutbox();
    final ListTokens tokens = new ListTokens();
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> asks = new ArrayList<>();
    final List<Instant> pauses = new ArrayList<>();
    final List<Tally> reports = Collections.synchronizedList(new ArrayList<>());
    final List<CallEnd> ends = Collections.synchronizedList(new ArrayList<>());
    final CircuitBreaker breaker;
    final PermitGranter granter;
    final Feedback feedback;
    RuntimeException permitFault;
    Supplier<ExecutorService> threads = SameThread::new;

    /** A limit of this rate, with this burst and no lateness: what is granted is what is said. */
    public WorkerRig(int perSecond, int burst) {
        RateLimit limit =
                new RateLimit("gateway", perSecond, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED);
        InMemoryCircuitStore circuits = new InMemoryCircuitStore();
        circuits.put(
                new CircuitSettings(
                        "gateway",
                        50,
                        Duration.ofSeconds(10),
                        10,
                        4,
                        Duration.ofSeconds(30),
                        2,
                        Duration.ofSeconds(10)),
                START);
        breaker = new CircuitBreaker(circuits, Duration.ofSeconds(1), new SplittableRandom(7));
        InMemoryLimits limits = new InMemoryLimits().put(limit);
        PermitStores stores = InMemoryPermitStore.stores();
        granter = new PermitGranter(limits, stores, breaker, Duration.ofSeconds(5), LEAST);
        feedback = Feedbacks.of(limits, stores, new InMemoryRateStore(), hearing(), LEAST);
    }

    private RateListener hearing() {
        return new RateListener() {
            @Override
            public void paused(String limit, Duration duration) {
                pauses.add(time.now().plus(duration));
            }
        };
    }

    Set<String> work(Delivery... deliveries) throws InterruptedException {
        return worker(gateway).work(List.of(deliveries), START.plus(TIME), events::add);
    }

    /** Returns a worker over this rig's parts and that gateway. */
    public Worker worker(Gateway calledGateway) {
        return worker(calledGateway, Settings.of(Duration.ofSeconds(10)));
    }

    /** Returns the slow lane's worker. */
    Worker slowLane() {
        return worker(gateway, Settings.of(Duration.ofSeconds(10)).inSlowLane());
    }

    private Worker worker(Gateway calledGateway, Settings settings) {
        Parts parts = new Parts(permits(), circuit(), calledGateway, results, outbox, tokens, time);
        return new Worker(parts, settings, LEAST, threads);
    }

    /** Returns the errors of what was dead-lettered. */
    public List<String> errors() {
        return outbox.errors();
    }

    /** Returns the ids of the answered items. */
    public Set<String> answered() {
        return results.ids();
    }

    /** Returns what became of all that was worked: what was saved, dead-lettered, and answered to whom. */
    public String story() {
        List<String> letters = outbox.letters.stream()
                .map(letter -> letter.error() + ": " + letter.cause())
                .toList();
        return "answered: %s; dead letters: %s; told: %s"
                .formatted(new TreeSet<>(results.ids()), letters, tokens.succeeded);
    }

    /** Makes saving this item's answer fail. */
    public void failSaving(String itemId) {
        results.failFor(itemId);
    }

    /** A message whose items' texts are their ids. */
    static Delivery message(String id, String... items) {
        return message(id, Optional.empty(), items);
    }

    static Delivery waitedFor(String id, String token, String... items) {
        return message(id, Optional.of(token), items);
    }

    static String[] items(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** Opens the circuit for 30 s from now, as other workers would have done. */
    void openCircuit() {
        Admission seen = breaker.check("gateway", time.now());
        breaker.report(new Report("gateway", seen.generation(), null, new Counts(0, 10, 0), null), time.now());
    }

    /** Takes a probe away, as another worker would. */
    void takeProbe() {
        breaker.check("gateway", time.now());
    }

    boolean circuitIsClosed() {
        return breaker.peek("gateway", time.now()).state() instanceof State.Closed;
    }

    List<Instant> callTimes() {
        return gateway.calls().stream().map(ScriptedGateway.Call::at).toList();
    }

    private static Delivery message(String id, Optional<String> token, String... items) {
        List<Item> list =
                Arrays.stream(items).map(item -> new Item(item, item, 0)).toList();
        return new Delivery.Parsed(id, new WorkMessage("job", list, List.of(), token, Done.NOTHING));
    }

    private Permits permits() {
        return new Permits() {
            @Override
            public Decision acquire(int permits, Duration maxWait, Instant now) {
                asks.add(permits);
                if (permitFault != null) {
                    throw permitFault;
                }
                return granter.acquire(PermitRequest.of("gateway", null, permits, maxWait, null), now);
            }

            @Override
            public Optional<Instant> record(CallEnd end, Instant now) {
                ends.add(end);
                return feedback.record("gateway", null, end, now);
            }
        };
    }

    private Circuit circuit() {
        return new Circuit() {
            @Override
            public Admission peek(Instant now) {
                return breaker.peek("gateway", now);
            }

            @Override
            public Admission check(Instant now) {
                return breaker.check("gateway", now);
            }

            @Override
            public State report(Tally tally, Instant now) {
                reports.add(tally);
                Calls counts = new Calls(tally.calls());
                return breaker.report(
                                new Report(
                                        "gateway",
                                        tally.generation(),
                                        tally.probe(),
                                        counts,
                                        tally.retryAfter().orElse(null)),
                                now)
                        .state();
            }
        };
    }
}
