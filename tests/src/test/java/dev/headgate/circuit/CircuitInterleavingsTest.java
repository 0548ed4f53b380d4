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
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
            real.attempt(NAME, new Change.Trip(1, T0));
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
    void probers_withACrashOrALostAnswer() {
        int probers = Campaign.size(1, 2);
        Interleavings explored = Interleavings.of(world -> {
            Scene scene = new Scene(world, new ExpressionClient());
            for (int number = 1; number <= probers; number++) {
                scene.prober(world, number, T0, T0.plusSeconds(1));
            }
            scene.late(world);
        });
        told(explored.crashes(1).explore());
        told(explored.crashes(0).lostAnswers(1).explore());
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
