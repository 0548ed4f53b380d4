package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dynamodb.DynamoDbRateStore;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.Plan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report whose answer is lost is not sent again, and told as one that may not count; a tick is safe to repeat. */
@ExtendWith(DynamoDbLocal.Shared.class)
class FollowedRateFaultsTest {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Followed LIMIT = new Followed("x", "x", AdaptiveSettings.of(0.5, 1000), 10);
    private static final CallEnd REFUSED = CallEnd.refused(Duration.ofMillis(20), null);

    private final FaultyProcess process;
    private final RateStore undisturbed;
    private final RateReporter reporter;
    private final HeardRates heard = new HeardRates();

    FollowedRateFaultsTest(DynamoDbLocal dynamoDb) {
        String table = dynamoDb.createTable("id");
        process = new FaultyProcess(dynamoDb, FaultyProcess.AS_DEPLOYED);
        undisturbed = new DynamoDbRateStore(dynamoDb.client(), table);
        reporter = new RateReporter(new DynamoDbRateStore(process.client(), table), () -> 0L, heard);
    }

    @AfterEach
    void close() {
        process.close();
    }

    @ParameterizedTest
    @CsvSource({"ANSWER_LOST, 1", "ERROR_AFTER, 1", "NEVER_SENT, 0", "THROTTLED, 0"})
    void report_isSentOnce_andToldAsLost(Fault fault, long counted) {
        undisturbed.report("x", Counters.NONE, RateRecord.starting(LIMIT, T0), T0);
        process.follow(Plan.of(fault));
        reporter.record(LIMIT, REFUSED, T0.plusMillis(100));
        assertThat(undisturbed.find("x").orElseThrow().counters().refused()).isEqualTo(counted);
        assertThat(heard.told()).containsExactly("x lost 1");
    }

    @Test
    void tick_movesTheRateOnce_whenItsAnswerIsLost() {
        undisturbed.report("x", Counters.NONE, RateRecord.starting(LIMIT, T0), T0);
        process.follow(Plan.of(Fault.NONE, Fault.ANSWER_LOST));
        reporter.record(LIMIT, REFUSED, T0.plusSeconds(3));
        RateSighting after = undisturbed.find("x").orElseThrow();
        assertThat(after.record().state().tick()).isEqualTo(1);
        assertThat(after.counters()).as("taken off once").isEqualTo(Counters.NONE);
    }
}
