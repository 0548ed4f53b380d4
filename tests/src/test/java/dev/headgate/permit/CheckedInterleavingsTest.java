package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.State;
import dev.headgate.circuit.StateChange;
import dev.headgate.circuit.Thresholds;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which the writes of asks with a check can meet, on a circuit whose time is over and a limit that has a
 * permit for one: never a probe without a permit, nor a permit without a probe, once all have been answered.
 */
@Tag("campaign")
class CheckedInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NAME = "gateway";

    /** A limit with permits for so many calls at once, and a circuit with so many probes. */
    private static final class Scene {
        private final ExpressionClient dynamoDb;
        private final String permits;
        private final String circuits;
        private final RateLimit limit;
        private int granted;

        Scene(World world, ExpressionClient dynamoDb, int burst, int probes, boolean whole) {
            this.dynamoDb = dynamoDb;
            permits = dynamoDb.createTable("id");
            circuits = dynamoDb.createTable("name");
            limit = new RateLimit("api", 1, SECOND, burst, Duration.ZERO, Policy.SHARED);
            store(dynamoDb).put(settings(probes), NOW);
            store(dynamoDb).attempt(NAME, new StateChange.Trip(1, NOW));
            world.always(() -> assertThat(probes()).as("probes").isLessThanOrEqualTo(probes));
            world.atEnd(() -> {
                assertThat(granted).isLessThanOrEqualTo(Math.min(burst, probes));
                assertThat(probes()).as("a probe for each permit").isGreaterThanOrEqualTo(granted);
                assertThat(taken()).as("a permit for each probe").isGreaterThanOrEqualTo(granted);
                if (whole) {
                    assertThat(probes()).as("a limit's refusal spends no probe").isEqualTo(granted);
                    assertThat(taken())
                            .as("a circuit's refusal spends no permit")
                            .isEqualTo(granted);
                    assertThat(granted).as("somebody is granted").isPositive();
                }
            });
        }

        /** Without the store no call passes: the answer that is lost may be the circuit's. */
        private static CircuitSettings settings(int probes) {
            return new CircuitSettings(
                    NAME,
                    new SlidingWindow.OfTime(SECOND, 1),
                    Thresholds.ofFailures(50, 1),
                    Opening.constant(SECOND),
                    Probing.allOf(probes, SECOND),
                    Rules.NONE,
                    Duration.ZERO,
                    WithoutStore.REFUSE);
        }

        private CircuitStore store(DynamoDbClient client) {
            return new DynamoDbCircuitStore(client, circuits);
        }

        private int probes() {
            return store(dynamoDb).read(NAME).state() instanceof State.HalfOpen halfOpen
                    ? halfOpen.probes().size()
                    : 0;
        }

        private long taken() {
            long tat = new DynamoDbPermitStore(dynamoDb, permits).peek("api");
            return tat == 0 ? 0 : (tat - Nanos.of(NOW)) / limit.intervalNanos();
        }

        void caller(World world, String name, boolean givesBack) {
            DynamoDbClient client = world.atomic(DynamoDbClient.class, dynamoDb, ExpressionClient::touched);
            SplittableRandom random = new SplittableRandom(name.hashCode());
            CircuitBreaker breaker = new CircuitBreaker(store(client), Duration.ZERO, random);
            PermitGranter granter = new PermitGranter(
                    new InMemoryLimits().put(limit),
                    new PermitStores(new DynamoDbPermitStore(client, permits), new DynamoDbQuotaStore(client, permits)),
                    breaker,
                    Duration.ZERO,
                    random);
            DurablePermits durable = new DurablePermits(granter, new InMemoryPermitRecords(), random);
            PermitRequest ask = PermitRequest.of("api", null, 1, Duration.ZERO, NAME);
            world.caller(name, () -> {
                boolean started = givesBack
                        ? started(new CheckedPermits(durable, breaker).acquire(ask, null, NOW))
                        : breaker.check(NAME, NOW) instanceof Admission.Allowed
                                && durable.acquire(ask.withoutCircuit(), NOW) instanceof Decision.Granted;
                granted += started ? 1 : 0;
            });
        }
    }

    /** Who could not look at the circuit at all is let through, and has no probe. */
    private static boolean started(CheckedPermits.Checked checked) {
        return checked.decision() instanceof Decision.Granted
                && checked.admission() instanceof Admission.Allowed allowed
                && !allowed.blind();
    }

    private static Interleavings callers(int callers, int burst, int probes, boolean whole, boolean givesBack) {
        return Interleavings.of(world -> {
            Scene scene = new Scene(world, new ExpressionClient(), burst, probes, whole);
            for (int caller = 0; caller < callers; caller++) {
                scene.caller(world, "abc".substring(caller, caller + 1), givesBack);
            }
        });
    }

    @Test
    void callers_haveAProbeAndAPermitEach_orNeither() {
        System.out.println("one permit, two probes: "
                + callers(Campaign.size(2, 3), 1, 2, true, true).explore());
        System.out.println("two permits, one probe: "
                + callers(Campaign.size(2, 3), 2, 1, true, true).explore());
    }

    @Test
    void callers_withACrashOrALostAnswer() {
        System.out.println("crash: "
                + callers(Campaign.size(2, 3), 1, 2, false, true)
                        .crashes(1)
                        .reduced()
                        .explore());
        System.out.println("lost answer: "
                + callers(Campaign.size(2, 3), 1, 2, false, true)
                        .lostAnswers(1)
                        .reduced()
                        .explore());
    }

    @Test
    void probes_wouldBeSpentInVain_ifNobodyGaveThemBack() {
        Interleavings careless = callers(2, 1, 2, true, false);
        assertThatThrownBy(careless::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a limit's refusal spends no probe");
    }
}
