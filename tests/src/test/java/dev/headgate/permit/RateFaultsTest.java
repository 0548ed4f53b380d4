package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcesses;
import dev.headgate.testing.faults.Killed;
import dev.headgate.testing.faults.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Three processes on one bucket in DynamoDB, over a network that loses, delays, repeats and refuses, and that kill and
 * start anew: with the SDK's own repeats as deployed, and without.
 */
@Tag("campaign")
@ExtendWith(DynamoDbLocal.Shared.class)
class RateFaultsTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    /** 10 a second, 3 at once. */
    private static final RateLimit LIMIT =
            new RateLimit("x", 10, Duration.ofSeconds(1), 3, Duration.ZERO, Policy.SHARED);

    private static final int ASKS = 8;
    private static final double SHARE = 0.3;

    private final String table;
    private final List<FaultyProcesses> workers;

    RateFaultsTest(DynamoDbLocal dynamoDb) {
        table = dynamoDb.createTable("id");
        workers = List.of(FaultyProcesses.of(3, dynamoDb), FaultyProcesses.of(3, dynamoDb));
    }

    @AfterEach
    void close() {
        workers.forEach(FaultyProcesses::close);
    }

    /** What a caller makes of a store: its own, or one that is wrong on purpose. */
    private interface Caller {
        Reservation reserve(PermitStore store, String bucket, Ask ask);
    }

    @Test
    void noFault_leadsToMoreThanTheBound() {
        Seeds.of(120, 10_000)
                .checkSideBySide(workers.stream()
                        .<Seeds.Property>map(
                                processes -> (seed, random) -> trial(processes, seed, random, PermitStore::tryReserve))
                        .toList());
        workers.forEach(FaultyProcesses::requireAllMet);
    }

    @Test
    void aCallerWhoTakesSilenceForAGrant_passesTheBound() {
        Caller hopeful = (store, bucket, ask) -> {
            try {
                return store.tryReserve(bucket, ask);
            } catch (StoreUnavailableException silence) {
                return new Reservation.Taken(ask.now());
            }
        };
        assertThatThrownBy(() ->
                        Seeds.ofControl(100).check((seed, random) -> trial(workers.getFirst(), seed, random, hopeful)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound");
    }

    private void trial(FaultyProcesses processes, long seed, RandomGenerator random, Caller caller) throws IOException {
        List<PermitStore> stores = processes.all().stream()
                .<PermitStore>map(process -> new DynamoDbPermitStore(process.client(), table))
                .toList();
        processes.disturb(SHARE, random);
        Uses slots = new Uses();
        Instant now = START;
        for (int i = 0; i < ASKS; i++) {
            now = now.plusMillis(random.nextInt(150));
            int process = random.nextInt(stores.size());
            Ask ask = Ask.of(LIMIT, 1 + random.nextInt(2), Duration.ofMillis(random.nextInt(600)), now);
            try {
                use(slots, ask, caller.reserve(stores.get(process), "b" + seed, ask));
            } catch (StoreUnavailableException unknown) {
                // The caller has no permit, whatever was written.
            } catch (Killed killed) {
                processes.all().get(process).follow(Plan.seeded(random.nextLong(), SHARE, Fault.ALL));
            }
        }
        processes.deliverLate();
        assertThat(slots.worstExcess(LIMIT.toleranceNanos()))
                .as("nanoseconds above the bound")
                .isNotPositive();
    }

    private static void use(Uses slots, Ask ask, Reservation answer) {
        if (answer instanceof Reservation.Taken taken) {
            Schedule schedule = ask.scheduleAfter(taken.tatBefore());
            for (int k = 0; k < schedule.permits(); k++) {
                slots.add(Nanos.of(schedule.slot(k)), LIMIT.intervalNanos());
            }
        }
    }
}
