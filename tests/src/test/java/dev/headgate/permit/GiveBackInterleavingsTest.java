package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Every order in which slots of one bucket are taken, given back unused, and taken again by others. */
@Tag("campaign")
class GiveBackInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    /** 10 a second, 2 at once. */
    private static final RateLimit LIMIT =
            new RateLimit("x", 10, Duration.ofSeconds(1), 2, Duration.ZERO, Policy.SHARED);

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void slotsGivenBack_areHandedOutOnce(int crashes, int repeats, int lostAnswers) {
        Explored explored = Interleavings.of(
                        world(crashes + repeats + lostAnswers == 0 ? 3 : Campaign.size(2, 3), client -> client))
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .explore();
        System.out.printf("GiveBackInterleavingsTest: %s%n", explored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tat = :after", "tat > :now"})
    void slotsGivenBack_wouldBeHandedOutTwice_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(world(3, client -> client, condition))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound");
    }

    @Test
    void slotsGivenBack_wouldBeHandedOutTwice_ifTheSdkRepeatedTheWrite() {
        assertThatThrownBy(Interleavings.of(world(2, RepeatingClient::new)).repeats(1)::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound");
    }

    /** One takes and gives back, two take and use; an environment may know the bucket as it was before. */
    private static Consumer<World> world(int callers, UnaryOperator<DynamoDbClient> sdk, String... ignored) {
        return world -> {
            ExpressionClient dynamoDb = new ExpressionClient().ignoring(ignored);
            String table = dynamoDb.createTable("id");
            Uses slots = new Uses();
            for (String name : List.of("a", "b", "c").subList(0, callers)) {
                PermitStore store =
                        new DynamoDbPermitStore(sdk.apply(world.atomic(DynamoDbClient.class, dynamoDb)), table);
                boolean givesBack = name.equals("a");
                world.caller(name, () -> {
                    for (int i = 0; i < 2; i++) {
                        Ask ask = Ask.of(LIMIT, 2, Duration.ofMillis(100L * i), NOW.plusMillis(150L * i));
                        take(store, ask, givesBack && i == 0, slots);
                    }
                });
            }
            world.always(() -> assertThat(slots.worstExcess(LIMIT.toleranceNanos()))
                    .as("nanoseconds above the bound")
                    .isNotPositive());
        };
    }

    private static void take(PermitStore store, Ask ask, boolean givesBack, Uses slots) {
        if (!(store.tryReserve("b", ask) instanceof Reservation.Taken taken)) {
            return;
        }
        if (givesBack) {
            store.tryGiveBack("b", taken.tatBefore(), ask.tatAfter(taken.tatBefore()));
            return;
        }
        Schedule schedule = ask.scheduleAfter(taken.tatBefore());
        for (int k = 0; k < schedule.permits(); k++) {
            slots.add(Nanos.of(schedule.slot(k)), LIMIT.intervalNanos());
        }
    }
}
