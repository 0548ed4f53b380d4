package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbRateStore;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every order in which three environments report to one rate whose epoch is over, on the real store's own expressions; their
 * clocks differ by a second. Each outcome counts once, and a rate moves once a tick.
 */
class FollowedRateInterleavingsTest {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Followed LIMIT = new Followed("x", "x", AdaptiveSettings.of(0.5, 1000), 10);

    @Test
    void outcomesCountOnce_andTicksAreWonOnce_inEveryOrder() {
        Interleavings.of(world -> scene(world, false)).explore();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void outcomesCountOnce_orAreToldAsLost_inEveryOrder_withAFault(int crashes, int lostAnswers, int lostRequests) {
        Interleavings.of(world -> scene(world, false))
                .crashes(crashes)
                .lostAnswers(lostAnswers)
                .lostRequests(lostRequests)
                .explore();
    }

    /** The control: with the condition taken out of the store, two winners count the same outcomes. */
    @Test
    void outcomesCountTwice_whenTheConditionIsTakenOut() {
        assertThatThrownBy(() -> Interleavings.of(world -> scene(world, true)).explore())
                .isInstanceOf(AssertionError.class);
    }

    private static void scene(World world, boolean careless) {
        ExpressionClient client = new ExpressionClient();
        RateStore real = new DynamoDbRateStore(client, client.createTable("id"));
        Watched watched = new Watched(real, careless);
        watched.report("x", Counters.oneAccepted(Duration.ofMillis(300), false), RateRecord.starting(LIMIT, T0), T0);
        RateStore shared = world.atomic(RateStore.class, watched);
        for (int caller = 0; caller < 3; caller++) {
            Instant clock = T0.plusMillis(2000 + 500L * caller);
            world.caller(
                    "e" + caller,
                    () -> new RateReporter(shared, () -> 0L, RateListener.NONE)
                            .record(LIMIT, CallEnd.refused(Duration.ofMillis(20), null), clock));
        }
        world.always(() -> {
            RateSighting now = real.find("x").orElseThrow();
            assertThat(now.counters().calls() + watched.counted.get())
                    .as("each outcome that came counts, once")
                    .isEqualTo(watched.came.get());
            assertThat(now.record().state().tick()).as("ticks").isEqualTo(watched.won.get());
            assertThat(now.record().state().rate()).isFinite().isBetween(0.5, 1000.0);
        });
    }

    /** Sees what was really written, also where the answer was lost. */
    private static final class Watched implements RateStore {
        private final RateStore store;
        private final boolean careless;
        private final AtomicLong came = new AtomicLong();
        private final AtomicLong counted = new AtomicLong();
        private final AtomicLong won = new AtomicLong();

        Watched(RateStore store, boolean careless) {
            this.store = store;
            this.careless = careless;
        }

        @Override
        public Optional<RateSighting> find(String id) {
            return store.find(id);
        }

        @Override
        public RateSighting report(String id, Counters added, RateRecord starting, Instant now) {
            came.addAndGet(added.calls());
            return store.report(id, added, starting, now);
        }

        @Override
        public boolean tryMove(String id, RateSighting seen, RateRecord next, Counters taken) {
            RateSighting onCondition = careless ? store.find(id).orElseThrow() : seen;
            boolean moved = store.tryMove(id, onCondition, next, taken);
            counted.addAndGet(moved ? taken.calls() : 0);
            won.addAndGet(moved ? 1 : 0);
            return moved;
        }

        @Override
        public Pause pause(String id, Pause seen, Pause next) {
            return store.pause(id, seen, next);
        }
    }
}
