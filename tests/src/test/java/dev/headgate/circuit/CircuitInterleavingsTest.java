package dev.headgate.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which the writes and reads of three callers can meet in one circuit, on the real store's own expressions:
 * never more probes than N, no change from a stale generation or by a lapsed probe, and a healthy downstream is always
 * reached again.
 */
@Tag("campaign")
class CircuitInterleavingsTest {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final String NAME = "explored";
    private static final int PROBES = 2;

    private static final CircuitSettings SETTINGS = new CircuitSettings(
            NAME,
            new SlidingWindow.OfTime(Duration.ofSeconds(10), 10),
            Thresholds.ofFailures(50, 1),
            Opening.constant(Duration.ofSeconds(30)),
            Probing.allOf(PROBES, LEASE),
            Rules.NONE,
            Duration.ZERO,
            WithoutStore.REFUSE);

    /** A circuit that has tripped, whose time is over: generation 2. */
    private static final class Scene {
        private final CircuitStore real;
        private final CircuitStore shared;
        private final List<String> wrong = new ArrayList<>();

        Scene(World world, ExpressionClient client) {
            real = new DynamoDbCircuitStore(client, client.createTable("name"));
            shared = world.atomic(CircuitStore.class, new WatchedCircuitStore(real, wrong));
            real.put(SETTINGS, T0);
            real.attempt(NAME, new StateChange.Trip(1, T0));
            world.always(() -> {
                assertThat(wrong).isEmpty();
                assertThat(probes()).as("probes").isLessThanOrEqualTo(PROBES);
            });
            world.atEnd(this::becomesClosed);
        }

        private int probes() {
            return real.read(NAME).state() instanceof State.HalfOpen halfOpen
                    ? halfOpen.probes().size()
                    : 0;
        }

        private CircuitBreaker environment(int seed) {
            return new CircuitBreaker(shared, Duration.ZERO, new Random(seed));
        }

        /** Asks at one moment and, if it may, reports at another how its call ended. */
        void prober(World world, int number, Instant asks, Instant reports) {
            world.caller("p" + number, () -> {
                CircuitBreaker environment = environment(number);
                if (environment.check(NAME, asks) instanceof Admission.Allowed allowed) {
                    Outcome outcome = outcome(world, number);
                    quietly(() -> environment.report(
                            Report.of(NAME, allowed.generation(), allowed.probe(), outcome), reports));
                }
            });
        }

        /** Reports a call that was let through before the trip. */
        void late(World world) {
            world.caller("late", () -> {
                Outcome outcome = outcome(world, 2);
                quietly(() -> environment(9).report(Report.of(NAME, 1, null, outcome), T0));
            });
        }

        /** In the campaign each call may end either way; else those with an even number fail. */
        private static Outcome outcome(World world, int number) {
            int chosen = Campaign.size(number, -1) < 0 ? world.choose(2) : number;
            return chosen % 2 == 0 ? Outcome.FAILURE : Outcome.SUCCESS;
        }

        private static void quietly(Runnable report) {
            try {
                report.run();
            } catch (StoreUnavailableException e) {
                // The outcome is lost; the lease takes care of it.
            }
        }

        /** Whatever has happened: once the downstream is well, a few calls close the circuit. */
        private void becomesClosed() {
            CircuitBreaker healthy = new CircuitBreaker(real, Duration.ZERO, new Random(77));
            Instant now = T0.plusSeconds(10);
            for (int call = 0; call < 20; call++) {
                if (healthy.check(NAME, now) instanceof Admission.Allowed allowed) {
                    healthy.report(Report.of(NAME, allowed.generation(), allowed.probe(), Outcome.SUCCESS), now);
                }
                if (real.read(NAME).state() instanceof State.Closed) {
                    return;
                }
                now = now.plusSeconds(10);
            }
            assertThat(real.read(NAME).state())
                    .as("a healthy downstream is reached again")
                    .isInstanceOf(State.Closed.class);
        }
    }

    private static Interleavings threeProbers(ExpressionClient client) {
        return Interleavings.of(world -> {
            Scene scene = new Scene(world, client);
            scene.prober(world, 1, T0, T0.plusSeconds(1));
            scene.prober(world, 2, T0, T0.plus(LEASE).plusSeconds(1));
            scene.prober(world, 3, T0.plus(LEASE), T0.plus(LEASE).plusSeconds(1));
        });
    }

    private static Interleavings twoProbersAndALateReport(ExpressionClient client) {
        return Interleavings.of(world -> {
            Scene scene = new Scene(world, client);
            scene.prober(world, 1, T0, T0.plusSeconds(1));
            scene.prober(world, 3, T0, T0.plusSeconds(1));
            scene.late(world);
        });
    }

    @Test
    void threeProbers_oneOfWhomOutlivesItsLease() {
        told(threeProbers(new ExpressionClient()).explore());
    }

    @Test
    void twoProbers_andALateReport() {
        told(twoProbersAndALateReport(new ExpressionClient()).explore());
    }

    @Test
    void probers_withACrash() {
        told(probersAndALateReport(Campaign.size(1, 2)).crashes(1).explore());
    }

    @Test
    void aProber_withALostAnswer() {
        told(probersAndALateReport(1).lostAnswers(1).explore());
    }

    private static Interleavings probersAndALateReport(int probers) {
        return Interleavings.of(world -> {
            Scene scene = new Scene(world, new ExpressionClient());
            for (int number = 1; number <= probers; number++) {
                scene.prober(world, number, T0, T0.plusSeconds(1));
            }
            scene.late(world);
        });
    }

    @Test
    void twoCallersOfTheNextRound_whileAProbeOfTheLastIsOut() {
        told(nextRound(store -> store).explore());
        told(nextRound(store -> store).crashes(1).explore());
        told(nextRound(store -> store).lostAnswers(1).explore());
    }

    @Test
    void callsThatAreOut_wouldBeTooMany_ifARoundForgotTheLast() {
        Interleavings forgetful = nextRound(Forgetful::new);
        assertThatThrownBy(forgetful::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("out at once");
    }

    /** OPEN ends long before a lease does: one probe fails, another one is out, and two callers come to the next round. */
    private static Interleavings nextRound(UnaryOperator<CircuitStore> flaw) {
        return Interleavings.of(world -> {
            ExpressionClient client = new ExpressionClient();
            CircuitStore real = new DynamoDbCircuitStore(client, client.createTable("name"));
            CircuitStore shared = world.atomic(CircuitStore.class, flaw.apply(real));
            real.put(new CircuitSettings(NAME, 50, LEASE, 10, 1, Duration.ofSeconds(1), PROBES, LEASE), T0);
            real.attempt(NAME, new StateChange.Trip(1, T0));
            CircuitBreaker first = new CircuitBreaker(real, Duration.ZERO, new Random(5));
            Admission.Allowed fails = (Admission.Allowed) first.check(NAME, T0);
            first.check(NAME, T0);
            AtomicInteger out = new AtomicInteger(1);
            world.always(() -> assertThat(out).as("out at once").hasValueLessThanOrEqualTo(PROBES));
            world.caller(
                    "fails",
                    () -> new CircuitBreaker(shared, Duration.ZERO, new Random(6))
                            .report(
                                    Report.of(NAME, fails.generation(), fails.probe(), Outcome.FAILURE),
                                    T0.plusSeconds(1)));
            for (int caller = 0; caller < 2; caller++) {
                CircuitBreaker environment = new CircuitBreaker(shared, Duration.ZERO, new Random(caller));
                world.caller("p" + caller, () -> {
                    if (environment.check(NAME, T0.plusSeconds(3)) instanceof Admission.Allowed allowed
                            && !allowed.blind()
                            && allowed.generation() > fails.generation()) {
                        out.incrementAndGet();
                    }
                });
            }
        });
    }

    /** A store whose rounds begin without those that are still out. */
    private record Forgetful(CircuitStore store) implements CircuitStore {
        @Override
        public Circuit read(String name) {
            return seen(store.read(name));
        }

        @Override
        public Attempt attempt(String name, Change change) {
            Attempt attempt = store.attempt(
                    name,
                    change instanceof StateChange.BeginProbing begin
                            ? new StateChange.BeginProbing(
                                    begin.generation(),
                                    begin.probe(),
                                    Map.of(),
                                    begin.now(),
                                    begin.leaseEnd(),
                                    begin.until())
                            : change);
            return new Attempt(attempt.done(), seen(attempt.circuit()));
        }

        private static Circuit seen(Circuit circuit) {
            return new Circuit(circuit.settings(), circuit.generation(), circuit.state());
        }

        @Override
        public void put(CircuitSettings settings, Instant now) {
            store.put(settings, now);
        }

        @Override
        public void delete(String name) {
            store.delete(name);
        }
    }

    @Test
    void repeatedReports_countOnce_whoeverRepeatsThem() {
        told(reporters(ExpressionClient::new).explore());
        told(reporters(ExpressionClient::new).repeats(1).reduced().explore());
        told(reporters(ExpressionClient::new).lostAnswers(1).reduced().explore());
    }

    @Test
    void repeatedReports_wouldCountAgain_withoutTheirReceipts() {
        Interleavings loose = reporters(() -> new ExpressionClient().ignoring("attribute_not_exists(receipts"));
        assertThatThrownBy(loose::explore).isInstanceOf(AssertionError.class).hasMessageContaining("two failures");
    }

    /** Two failures, one of them reported by two environments; whoever gets no answer reports again. */
    private static Interleavings reporters(Supplier<ExpressionClient> clients) {
        return Interleavings.of(world -> {
            ExpressionClient client = clients.get();
            String table = client.createTable("name");
            CircuitStore real = new DynamoDbCircuitStore(client, table);
            real.put(new CircuitSettings(NAME, 50, LEASE, 1, 100, LEASE, PROBES, LEASE), T0);
            String[] calls = {"one", "one", "two"};
            for (int caller = 0; caller < calls.length; caller++) {
                Report report = Report.of(NAME, 1, null, Outcome.FAILURE).named(calls[caller]);
                CircuitBreaker environment = new CircuitBreaker(
                        new DynamoDbCircuitStore(
                                world.atomic(DynamoDbClient.class, client, ExpressionClient::touched), table),
                        Duration.ZERO,
                        new Random(caller));
                world.caller("abc".substring(caller, caller + 1), () -> {
                    try {
                        environment.report(report, T0);
                    } catch (StoreUnavailableException e) {
                        environment.report(report.again(), T0);
                    }
                });
            }
            world.atEnd(() -> assertThat(
                            ((State.Counting) real.read(NAME).state()).window().buckets())
                    .as("two failures")
                    .isEqualTo(Map.of(T0, new Counts(0, 2, 0))));
        });
    }

    @Test
    void probes_wouldBeTooMany_withoutTheirCondition() {
        Interleavings loose = threeProbers(new ExpressionClient().ignoring("size(probes) <"));
        assertThatThrownBy(loose::explore).isInstanceOf(AssertionError.class).hasMessageContaining("probes");
    }

    @Test
    void aStaleGeneration_wouldChangeTheCircuit_withoutItsCondition() {
        Interleavings loose = twoProbersAndALateReport(new ExpressionClient().ignoring("generation ="));
        assertThatThrownBy(loose::explore).isInstanceOf(AssertionError.class).hasMessageContaining("stale");
    }

    private static void told(Explored explored) {
        System.out.println("explored " + explored);
        assertThat(explored.executions()).isGreaterThan(20);
    }
}
