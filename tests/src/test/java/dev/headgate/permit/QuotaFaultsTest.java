package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.QuotaStore.Count;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.faults.Careless;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.FaultyProcesses;
import dev.headgate.testing.faults.Killed;
import dev.headgate.testing.faults.Plan;
import java.io.IOException;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Processes that count in one window of a quota and give back what they do not use, over a network that loses, delays, repeats
 * and refuses, and that kills: never more in use than the quota. Each way to be wrong must be caught.
 */
@Tag("campaign")
@ExtendWith(DynamoDbLocal.Shared.class)
class QuotaFaultsTest {
    private static final Instant END = Instant.parse("2026-11-23T00:00:00Z");
    private static final int QUOTA = 12;
    private static final int STEPS = 10;
    private static final double SHARE = 0.3;

    private final DynamoDbLocal dynamoDb;
    private final String table;
    private FaultyProcesses processes;

    QuotaFaultsTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = dynamoDb.createTable("id");
        this.processes = FaultyProcesses.of(2, dynamoDb);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    /** What is wrong on purpose. */
    enum Wrong {
        NOTHING,
        SILENCE_IS_A_GRANT,
        SILENCE_GIVES_BACK_AGAIN,
        NO_CONDITION
    }

    @Test
    void noFault_leadsToMoreThanTheQuota() {
        Seeds.of(40, 1_500).check((seed, random) -> trial(seed, random, Wrong.NOTHING));
        processes.requireAllMet();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void whatIsWrong_passesTheQuota(Wrong wrong) {
        if (wrong == Wrong.NO_CONDITION) {
            close();
            processes = FaultyProcesses.of(2, dynamoDb, new Careless("used <="));
        }
        assertThatThrownBy(() -> Seeds.ofControl(300).check((seed, random) -> trial(seed, random, wrong)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the quota");
    }

    private void trial(long seed, RandomGenerator random, Wrong wrong) throws IOException {
        String window = "w" + seed;
        processes.disturb(SHARE, random);
        int inUse = 0;
        for (int step = 0; step < STEPS; step++) {
            FaultyProcess process = processes.any(random);
            QuotaStore store = new DynamoDbQuotaStore(process.client(), table);
            int permits = 1 + random.nextInt(5);
            try {
                if (inUse >= permits && random.nextInt(3) == 0) {
                    inUse -= permits;
                    giveBack(store, window, permits, wrong);
                } else {
                    inUse += counted(store, window, permits, wrong);
                }
            } catch (StoreUnavailableException unknown) {
                // The caller has no permit, and nothing back, whatever was written.
            } catch (Killed killed) {
                process.follow(Plan.seeded(random.nextLong(), SHARE, Fault.ALL));
            }
            assertThat(inUse).as("above the quota").isLessThanOrEqualTo(QUOTA);
        }
        processes.deliverLate();
        assertThat(new DynamoDbQuotaStore(dynamoDb.client(), table).used(window))
                .as("above the quota: less is counted than in use")
                .isBetween((long) inUse, (long) QUOTA);
    }

    private static int counted(QuotaStore store, String window, int permits, Wrong wrong) {
        try {
            return store.tryCount(window, permits, QUOTA, END) instanceof Count.Counted ? permits : 0;
        } catch (StoreUnavailableException silence) {
            if (wrong == Wrong.SILENCE_IS_A_GRANT) {
                return permits;
            }
            throw silence;
        }
    }

    private static void giveBack(QuotaStore store, String window, int permits, Wrong wrong) {
        try {
            store.giveBack(window, permits);
        } catch (StoreUnavailableException silence) {
            if (wrong == Wrong.SILENCE_GIVES_BACK_AGAIN) {
                store.giveBack(window, permits);
            }
        }
    }
}
