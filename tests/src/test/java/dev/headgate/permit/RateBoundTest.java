package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.expressions.ExpressionClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In every window of every length: of the slots at most {@code τ/T + rate·W}, and of the calls at most
 * {@code burst + rate·(W + skew)}, however callers' clocks jump and differ, and across changes of the limit what
 * {@link Eras} says. Each condition, taken away, must be missed.
 */
@Tag("campaign")
class RateBoundTest {
    private static final int UNITS = 1_500;
    private static final int ASKS = 1_500;

    @Test
    void slots_stayWithinTheBound_inEveryWindow_overAMillionGrants() {
        AtomicLong granted = new AtomicLong();
        AtomicLong changes = new AtomicLong();
        AtomicLong corrected = new AtomicLong();
        Seeds.of(1_000, 10_000).check((seed, random) -> {
            RateWalk walk = within(new RateWalk(random, List.of(new InMemoryPermitStore())).walk(UNITS, ASKS));
            granted.addAndGet(walk.granted());
            changes.addAndGet(walk.changes());
            corrected.addAndGet(walk.corrected());
        });
        System.out.printf(
                "RateBoundTest: %d units granted, %d changes, %d corrections%n",
                granted.get(), changes.get(), corrected.get());
        if (Long.getLong("headgate.seed") == null) {
            assertThat(granted).hasValueGreaterThan(1_000_000);
            assertThat(changes).hasValueGreaterThan(1_000);
            assertThat(corrected).hasValueGreaterThan(1_000);
        }
    }

    @Test
    void slots_stayWithinTheBound_byTheRequestsToDynamoDb() {
        Seeds.of(40, 1_000)
                .check((seed, random) ->
                        within(new RateWalk(random, environments(new ExpressionClient())).walk(UNITS, ASKS)));
    }

    @Test
    void slots_passTheBound_whenBucketsAreNotConverted() {
        assertThatThrownBy(() -> Seeds.ofControl(500)
                        .check((seed, random) -> within(
                                new RateWalk(random, List.of(new InMemoryPermitStore(false))).walk(UNITS, ASKS))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound");
    }

    @ParameterizedTest
    @CsvSource({
        "tat <= :now, above the bound",
        "attribute_not_exists(tat), above the bound",
        "pace =, above the bound",
        "paceOf <= :version, above the bound",
        "tat = :after, above the bound",
        "tat <= :latest, later than asked for"
    })
    void slots_passTheBound_whenAConditionIsTakenOut(String condition, String complaint) {
        Supplier<List<PermitStore>> careless = () -> environments(new ExpressionClient().ignoring(condition));
        assertThatThrownBy(() -> Seeds.ofControl(500)
                        .check((seed, random) -> within(new RateWalk(random, careless.get()).walk(UNITS, ASKS))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dheadgate.seed=")
                .hasMessageContaining(complaint);
    }

    private static List<PermitStore> environments(ExpressionClient client) {
        String table = client.createTable("id");
        return IntStream.range(0, 3)
                .<PermitStore>mapToObj(i -> new DynamoDbPermitStore(client, table))
                .toList();
    }

    private static RateWalk within(RateWalk walk) {
        assertThat(walk.worstExcess())
                .as("nanoseconds above the bound, %d units, %d changes", walk.granted(), walk.changes())
                .isNotPositive();
        assertThat(walk.worstWait()).as("nanoseconds later than asked for").isNotPositive();
        return walk;
    }
}
