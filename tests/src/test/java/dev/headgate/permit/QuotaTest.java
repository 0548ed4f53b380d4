package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Quotas as the granter answers them, alone and beside rates. */
class QuotaTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T23:00:00Z");
    private static final Duration KEEP = Duration.ofSeconds(5);

    private final InMemoryLimits limits = new InMemoryLimits()
            .put(quota("day", 10, Window.DAY, Policy.SHARED))
            .put(quota("tenants", 2, Window.DAY, Policy.PER_KEY))
            .put(new RateLimit("rate", 10, Duration.ofSeconds(1), 10, Duration.ZERO, Policy.SHARED))
            .put(new RateLimit("slow", 1, Duration.ofHours(2), 1, Duration.ZERO, Policy.SHARED));
    private final InMemoryPermitStore buckets = new InMemoryPermitStore();
    private final InMemoryQuotaStore quotas = new InMemoryQuotaStore();
    private final PermitGranter granter = granter(quotas);

    @Test
    void acquire_countsUpToTheLimit_thenNamesTheWindowsEnd() {
        assertThat(acquire(NOW, 0, claim("day", 9))).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.schedule().startAt()).isEqualTo(NOW);
            assertThat(granted.schedule().last()).isEqualTo(NOW);
            assertThat(granted.taken().getFirst().standing()).isEqualTo(new Taking.Standing(1, MIDNIGHT, true, null));
        });
        assertThat(acquire(NOW, 0, claim("day", 2))).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(Reason.QUOTA);
            assertThat(denied.by()).isEqualTo("day");
            assertThat(denied.retryAt()).isBetween(MIDNIGHT, MIDNIGHT.plusSeconds(60));
        });
        assertThat(acquire(NOW, 0, claim("day", 1)))
                .as("the refusal charged nothing")
                .isInstanceOf(Granted.class);
        assertThat(acquire(MIDNIGHT, 0, claim("day", 10))).isInstanceOf(Granted.class);
    }

    @Test
    void acquire_grantsTheNextWindow_whenTheAskWouldWaitForIt() {
        acquire(NOW, 0, claim("day", 10));
        assertThat(acquire(NOW, 4 * 3600, claim("day", 10)))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().startAt()).isEqualTo(MIDNIGHT));
        assertThat(acquire(MIDNIGHT, 0, claim("day", 1)))
                .as("what was granted ahead is counted")
                .isInstanceOf(Denied.class);
    }

    @Test
    void acquire_grantsNothing_forTheLastMomentsOfAWindow() {
        Instant last = MIDNIGHT.minusMillis(1500);
        assertThat(acquire(last.minusNanos(1), 0, claim("day", 1))).isInstanceOf(Granted.class);
        assertThat(acquire(last, 0, claim("day", 1)))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.retryAt()).isBetween(MIDNIGHT, MIDNIGHT.plusSeconds(1)));
        assertThat(acquire(last, 2, claim("day", 1)))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().startAt()).isEqualTo(MIDNIGHT));
    }

    @Test
    void acquire_remembersAFullWindow() {
        acquire(NOW, 0, claim("day", 10));
        acquire(NOW, 0, claim("day", 1));
        int writes = quotas.writes();
        for (int i = 0; i < 1000; i++) {
            assertThat(acquire(NOW.plusMillis(i), 0, claim("day", 1))).isInstanceOf(Denied.class);
        }
        assertThat(quotas.writes()).isEqualTo(writes);
        assertThat(acquire(NOW.plusSeconds(5), 0, claim("day", 1))).isInstanceOf(Denied.class);
        assertThat(quotas.writes()).as("believed for the cache time at most").isEqualTo(writes + 1);
    }

    @Test
    void acquire_asksThreeWindowsAtMost() {
        limits.put(quota("minute", 1, Window.MINUTE, Policy.SHARED));
        for (int i = 0; i < 10; i++) {
            acquire(NOW, 3600, claim("minute", 1));
        }
        PermitGranter other = granter(quotas);
        int writes = quotas.writes();
        assertThat(other.acquire(ask(3600, claim("minute", 1)), NOW))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.retryAt()).isAfterOrEqualTo(NOW.plusSeconds(180)));
        assertThat(quotas.writes()).isEqualTo(writes + 3);
    }

    @Test
    void acquire_countsEachKeyByItself_andNoKeyNamesAnothersWindow() {
        acquire(NOW, 0, new Claim("tenants", "a", 2));
        assertThat(acquire(NOW, 0, new Claim("tenants", "a", 1))).isInstanceOf(Denied.class);
        assertThat(acquire(NOW, 0, new Claim("tenants", "b", 2))).isInstanceOf(Granted.class);
        assertThat(acquire(NOW, 0, new Claim("tenants", "a@DAY/2026-11-21T23:00:00Z", 2)))
                .isInstanceOf(Granted.class);
        assertThat(quotas.all()).hasSize(3).containsEntry("tenants#a@DAY/2026-11-21T23:00:00Z", 2L);
    }

    @Test
    void acquire_throws_whenNoWindowIsLargeEnough() {
        assertThatThrownBy(() -> acquire(NOW, 3600, claim("day", 11)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("permits must be at most 10 for limit day, all of a window, got: 11");
        assertThat(quotas.writes()).isZero();
    }

    @Test
    void acquire_countsACallInTheWindowInWhichItStarts() {
        acquire(NOW, 0, claim("slow", 1));
        acquire(NOW, 7200, claim("slow", 1));
        Decision decision = acquire(NOW, 5 * 3600, claim("day", 10), claim("slow", 1));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().startAt()).isEqualTo(MIDNIGHT.plusSeconds(0)));
        assertThat(acquire(NOW, 0, claim("day", 10))).as("today's is untouched").isInstanceOf(Granted.class);
        assertThat(acquire(MIDNIGHT, 0, claim("day", 1))).isInstanceOf(Denied.class);
    }

    @Test
    void acquire_givesTheQuotaBack_whenAnotherLimitRefuses() {
        limits.put(quota("tight", 1, Window.DAY, Policy.SHARED));
        acquire(NOW, 0, claim("tight", 1));
        assertThat(granter(quotas).acquire(ask(0, claim("day", 3), claim("rate", 2), claim("tight", 1)), NOW))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.by()).isEqualTo("tight"));
        assertThat(granter.peek("day", null, NOW))
                .isEqualTo(new QuotaState((QuotaLimit) limits.find("day", NOW).orElseThrow(), 0, MIDNIGHT));
        assertThat(acquire(NOW, 0, claim("rate", 10)))
                .as("and the rate's slots")
                .isInstanceOf(Granted.class);
    }

    @Test
    void acquire_keepsTheQuota_whenTheStartMovesWithinTheWindow() {
        acquire(NOW, 0, claim("rate", 10));
        int writes = quotas.writes();
        assertThat(acquire(NOW, 60, claim("day", 1), claim("rate", 1))).isInstanceOf(Granted.class);
        assertThat(quotas.writes()).isEqualTo(writes + 1);
    }

    @Test
    void pause_isRefused() {
        assertThatThrownBy(() -> granter.pause("day", null, MIDNIGHT, NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("got: day");
    }

    @Test
    void noWindow_passesTheLimit_overYearsOfAsks() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(worstWindow(seed, new InMemoryQuotaStore()))
                    .as("seed %d", seed)
                    .isBetween(1L, 20L);
        }
    }

    /** The control: a store whose write has no condition is caught. */
    @Test
    void aWindow_passesTheLimit_whenTheConditionIsTakenOut() {
        int caught = 0;
        for (long seed = 0; seed < 200; seed++) {
            caught += worstWindow(seed, new Careless()) > 20 ? 1 : 0;
        }
        assertThat(caught).isGreaterThan(150);
    }

    /** The control: starts granted up to a window's end, used late, are caught. */
    @Test
    void aWindow_passesTheLimit_whenLatenessIsNotTakenOff() {
        int caught = 0;
        for (long seed = 0; seed < 200; seed++) {
            caught += worstWindow(seed, Duration.ZERO, new InMemoryQuotaStore()) > 20 ? 1 : 0;
        }
        assertThat(caught).isPositive();
    }

    private static final class Careless implements QuotaStore {
        @Override
        public Count tryCount(String item, long permits, long limit, Instant end) {
            return new Count.Counted(permits);
        }

        @Override
        public void giveBack(String item, long permits) {}

        @Override
        public long used(String item) {
            return 0;
        }
    }

    private static long worstWindow(long seed, QuotaStore store) {
        return worstWindow(seed, Duration.ofSeconds(2), store);
    }

    /** Returns the most that started in one window: asks of mixed sizes, used up to two seconds late. */
    private static long worstWindow(long seed, Duration lateness, QuotaStore store) {
        SplittableRandom random = new SplittableRandom(seed);
        Window window = List.of(Window.values()).get(random.nextInt(Window.values().length));
        List<String> zones = List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York");
        ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
        QuotaLimit limit = new QuotaLimit("q", 20, window, zone, lateness, Policy.SHARED);
        QuotaTurnstile turnstile = new QuotaTurnstile(store, KEEP);
        Map<Window.Span, Long> started = new HashMap<>();
        Instant now = Instant.parse("2026-10-25T00:00:00Z");
        for (int i = 0; i < 400; i++) {
            now = random.nextInt(4) == 0
                    ? window.at(now, zone).end().minusMillis(random.nextLong(-2000, 4000))
                    : now.plusMillis(random.nextLong(window.shortest().toMillis() / 8));
            PermitRequest request = new PermitRequest(
                    List.of(new Claim("q", null, 1 + random.nextInt(8))),
                    window.shortest().multipliedBy(random.nextInt(2)),
                    false,
                    Priority.NORMAL,
                    null,
                    null);
            Claim claim = request.claims().getFirst();
            if (turnstile.take(limit, claim, Terms.of(request, now)) instanceof Taking.Taken taken) {
                Instant used = taken.part().startAt().plusMillis(random.nextLong(2000));
                started.merge(window.at(used, zone), (long) claim.permits(), Long::sum);
            }
        }
        return started.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private Decision acquire(Instant now, int maxWaitSeconds, Claim... claims) {
        return granter.acquire(ask(maxWaitSeconds, claims), now);
    }

    private static PermitRequest ask(int maxWaitSeconds, Claim... claims) {
        return new PermitRequest(
                new ArrayList<>(List.of(claims)),
                Duration.ofSeconds(maxWaitSeconds),
                false,
                Priority.NORMAL,
                null,
                null);
    }

    private static Claim claim(String limit, int permits) {
        return new Claim(limit, null, permits);
    }

    private static QuotaLimit quota(String name, long permits, Window window, Policy policy) {
        return new QuotaLimit(name, permits, window, BERLIN, RateLimit.DEFAULT_LATENESS, policy);
    }

    private PermitGranter granter(QuotaStore store) {
        CircuitBreaker circuits = new CircuitBreaker(new InMemoryCircuitStore(), KEEP, new SplittableRandom(7));
        return new PermitGranter(limits, new PermitStores(buckets, store), circuits, KEEP, new SplittableRandom(7));
    }
}
