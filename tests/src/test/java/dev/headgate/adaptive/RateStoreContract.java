package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of rates does: sums that commute, and a record that changes on condition of its revision. */
public abstract class RateStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.123456789Z");
    private static final AdaptiveSettings SETTINGS = AdaptiveSettings.of(0.25, 1000);
    private static final Counters SOME = Counters.oneAccepted(Duration.ofMillis(400), false)
            .amid()
            .plus(Counters.oneRefused(true))
            .plus(Counters.oneRefused(true).amid());

    private final String id = "limit-" + UUID.randomUUID();
    private final RateRecord starting = RateRecord.starting(new Followed("x", id, SETTINGS, 10), NOW);

    /** Returns the store under test; other tests may use it at the same time, for other rates. */
    protected abstract RateStore store();

    @Test
    void find_isEmpty_whenNobodyHasReported() {
        assertThat(store().find(id)).isEmpty();
    }

    @Test
    void report_beginsTheRate_andAdds() {
        RateSighting first = store().report(id, SOME, starting, NOW);
        assertThat(first).isEqualTo(new RateSighting(starting, SOME));
        RateRecord another = RateRecord.starting(new Followed("x", id, SETTINGS, 99), NOW.plusSeconds(9));
        RateSighting second = store().report(id, SOME, another, NOW);
        assertThat(second).as("the first record stays").isEqualTo(new RateSighting(starting, SOME.plus(SOME)));
        assertThat(store().find(id)).contains(second);
    }

    @Test
    void tryMove_putsTheNextRecord_andTakesOffWhatWasCounted() {
        RateSighting seen = store().report(id, SOME, starting, NOW);
        store().report(id, SOME, starting, NOW);
        RateRecord next = next(seen);
        assertThat(store().tryMove(id, seen, next, seen.counters())).isTrue();
        assertThat(store().find(id)).contains(new RateSighting(next, SOME));
    }

    @Test
    void tryMove_changesNothing_whenAnotherWasQuicker() {
        RateSighting seen = store().report(id, SOME, starting, NOW);
        store().tryMove(id, seen, next(seen), seen.counters());
        RateSighting after = store().find(id).orElseThrow();
        assertThat(store().tryMove(id, seen, next(seen), seen.counters())).isFalse();
        assertThat(store().find(id)).contains(after);
    }

    @Test
    void tryMove_keepsThePauseOfAnother_andPutsTheBound() {
        RateSighting seen = store().report(id, SOME, starting, NOW);
        Pause pause = paused(seen, Duration.ofSeconds(3));
        assertThat(store().pause(id, seen.record().pause(), pause)).isEqualTo(pause);
        RateRecord next = next(seen);
        assertThat(store().tryMove(id, seen, next, Counters.NONE)).isTrue();
        assertThat(store().find(id).orElseThrow().record().pause())
                .isEqualTo(new Pause(pause.from(), pause.until(), next.pause().bound()));
    }

    @Test
    void pause_isThatOfTheQuicker() {
        RateSighting seen = store().report(id, SOME, starting, NOW);
        Pause first = paused(seen, Duration.ofSeconds(3));
        Pause second = paused(seen, Duration.ofSeconds(5));
        assertThat(store().pause(id, seen.record().pause(), first)).isEqualTo(first);
        assertThat(store().pause(id, seen.record().pause(), second)).isEqualTo(first);
        assertThat(store().pause(id, first, second)).isEqualTo(second);
        assertThat(store().find(id).orElseThrow().counters()).as("untouched").isEqualTo(SOME);
    }

    @Test
    void records_comeBackAsTheyWerePut() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            RateSighting seen = store().report(id, Counters.NONE, starting, NOW);
            RateState state = new RateState(
                    i + 1,
                    NOW.plusNanos(random.nextLong(1_000_000_000_000L)),
                    random.nextDouble(1e-7, 1e6),
                    1 / random.nextDouble(1, 1e7),
                    random.nextBoolean() ? RateState.Phase.SHUT : RateState.Phase.MEASURING,
                    random.nextDouble(1e6),
                    random.nextDouble(1e6),
                    random.nextBoolean(),
                    Instant.EPOCH,
                    random.nextDouble(-1e6, 1e6),
                    NOW,
                    Duration.ofNanos(random.nextLong(1_000_000_000L)));
            RateRecord next =
                    seen.record().then(state, Pause.none(SETTINGS.tuning().pausing()), NOW);
            assertThat(store().tryMove(id, seen, next, Counters.NONE)).isTrue();
            assertThat(store().find(id).orElseThrow().record()).isEqualTo(next);
        }
    }

    private static RateRecord next(RateSighting seen) {
        RateState state = seen.record().state();
        Pause pause = seen.record().pause();
        Pause learnt = new Pause(pause.from(), pause.until(), Duration.ofMillis(2500));
        return seen.record()
                .then(state.then(state.course().rate(7.5), NOW.plusSeconds(2), Duration.ofMillis(12)), learnt, NOW);
    }

    private static Pause paused(RateSighting seen, Duration length) {
        return seen.record().pause().heard(length, 0, SETTINGS.tuning().pausing(), NOW);
    }
}
