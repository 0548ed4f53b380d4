package dev.headgate.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.Killed;
import dev.headgate.testing.faults.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many processes on one circuit in DynamoDB Local, whose network and whose lives a plan breaks: answers are lost, requests
 * come late or twice, the store throttles and fails, processes are killed before and after their writes.
 */
@Tag("campaign")
@ExtendWith(DynamoDbLocal.Shared.class)
class CircuitFaultsTest {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int PROBES = 2;
    private static final int PROCESSES = 5;

    private final DynamoDbLocal dynamoDb;
    private final String table;

    CircuitFaultsTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = dynamoDb.createTable("name");
    }

    @Test
    void probes_neverExceedTheirNumber_andTheCircuitRecovers_whateverIsLostOrKilled() {
        Seeds.of(4, 60).check((seed, random) -> {
            try (Fleet fleet = new Fleet(seed, random)) {
                for (int step = 0; step < 60; step++) {
                    fleet.step();
                }
                fleet.recovers();
            }
        });
    }

    /** A call that was let through as a probe, as its caller knows it. */
    private record Out(Admission.Allowed allowed, Instant leaseEnd) {}

    private final class Fleet implements AutoCloseable {
        private final String name = "circuit-" + UUID.randomUUID();
        private final CircuitStore real = new DynamoDbCircuitStore(dynamoDb.client(), table);
        private final List<FaultyProcess> processes = new ArrayList<>();
        private final Map<FaultyProcess, CircuitBreaker> breakers = new HashMap<>();
        private final List<Out> out = new ArrayList<>();
        private final RandomGenerator random;
        private Instant now = T0;

        Fleet(long seed, RandomGenerator random) {
            this.random = random;
            real.put(settings(), T0);
            for (int process = 0; process < PROCESSES; process++) {
                FaultyProcess started = new FaultyProcess(dynamoDb, FaultyProcess.AS_DEPLOYED);
                started.follow(Plan.seeded(seed + process, 0.25, Fault.ALL));
                processes.add(started);
                breakers.put(started, breaker(started));
            }
        }

        private CircuitSettings settings() {
            return new CircuitSettings(
                    name,
                    new SlidingWindow.OfTime(Duration.ofSeconds(60), 10),
                    Thresholds.ofFailures(50, 3),
                    Opening.constant(Duration.ofSeconds(5)),
                    Probing.allOf(PROBES, LEASE),
                    Rules.NONE,
                    Duration.ofSeconds(2),
                    WithoutStore.REFUSE);
        }

        private CircuitBreaker breaker(FaultyProcess process) {
            return new CircuitBreaker(new DynamoDbCircuitStore(process.client(), table), Duration.ofSeconds(1), random);
        }

        void step() throws IOException {
            now = now.plusMillis(random.nextInt(2_000));
            FaultyProcess process = processes.get(random.nextInt(PROCESSES));
            try {
                act(breakers.get(process));
            } catch (StoreUnavailableException e) {
                // Reported in vain: the lease takes care of a probe, and the next outcome of a closed circuit.
            } catch (Killed e) {
                process.deliverLate();
                process.follow(Plan.seeded(random.nextLong(), 0.25, Fault.ALL));
                breakers.put(process, breaker(process));
            }
            assertHolds();
        }

        private void act(CircuitBreaker breaker) {
            if (!out.isEmpty() && random.nextInt(3) == 0) {
                Out one = out.remove(random.nextInt(out.size()));
                breaker.report(report(one.allowed(), random.nextInt(3) == 0 ? Outcome.FAILURE : Outcome.SUCCESS), now);
                return;
            }
            if (breaker.check(name, now) instanceof Admission.Allowed allowed) {
                if (allowed.probe() == null) {
                    breaker.report(report(allowed, random.nextBoolean() ? Outcome.FAILURE : Outcome.SUCCESS), now);
                } else {
                    out.add(new Out(allowed, now.plus(LEASE)));
                }
            }
        }

        private Report report(Admission.Allowed allowed, Outcome outcome) {
            return Report.of(name, allowed.generation(), allowed.probe(), outcome);
        }

        private void assertHolds() {
            assertThat(out.stream().filter(one -> one.leaseEnd().isAfter(now)))
                    .as("calls that are out as probes, of any round, at %s", now)
                    .hasSizeLessThanOrEqualTo(PROBES);
            if (real.read(name).state() instanceof State.HalfOpen halfOpen) {
                assertThat(halfOpen.probes()).hasSizeLessThanOrEqualTo(PROBES);
            }
        }

        /** Once all is well, the circuit is closed within a lease, the longest open time and the probes' own calls. */
        void recovers() {
            CircuitBreaker healthy = new CircuitBreaker(real, Duration.ZERO, random);
            Instant deadline = now.plus(LEASE).plusSeconds(5 + 3);
            while (!(real.read(name).state() instanceof State.Closed)) {
                assertThat(now).as("recovered by").isBefore(deadline);
                if (healthy.check(name, now) instanceof Admission.Allowed allowed) {
                    healthy.report(report(allowed, Outcome.SUCCESS), now);
                }
                now = now.plusSeconds(1);
            }
        }

        @Override
        public void close() {
            processes.forEach(FaultyProcess::close);
        }
    }
}
