package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.Policy.OnOutage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What limits answer without their store, by their policy; and limits in shadow, which never refuse at all. */
class OutageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Set<String> gone = new HashSet<>();
    private final InMemoryQuotaStore reachable = new InMemoryQuotaStore();
    private int asked;
    private final PermitGranter granter = new PermitGranter(
            new InMemoryLimits()
                    .put(quota("deny", new Policy(false, false, OnOutage.DENY, 80)))
                    .put(quota("grant", new Policy(false, false, OnOutage.GRANT, 80)))
                    .put(quota("shadow", new Policy(false, true, OnOutage.DENY, 80)))
                    .put(new RateLimit(
                            "line", 1, SECOND, 1, Duration.ZERO, new Policy(false, true, OnOutage.DENY, 80))),
            new PermitStores(new InMemoryPermitStore(), new Breakable()),
            new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7)),
            Duration.ofSeconds(5),
            new SplittableRandom(7));

    @Test
    void deny_refusesWithATime() {
        gone.add("deny");
        assertThat(acquire(NOW, "deny")).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
            assertThat(denied.by()).isEqualTo("deny");
            assertThat(denied.retryAt()).isBetween(NOW.plusSeconds(2), NOW.plusSeconds(3));
        });
    }

    @Test
    void grant_letsThrough_andSaysThatItDidNotCount() {
        gone.add("grant");
        assertThat(acquire(NOW, "grant"))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.taken().getFirst().part())
                                .isEqualTo(new Part.Uncounted(
                                        new Claim("grant", null, 1), Reason.STORE_UNAVAILABLE, NOW)));
    }

    @Test
    void anOutage_isRemembered_forLongerEachTime() {
        gone.add("deny");
        int[] secondsBetweenAsks = {2, 4, 8, 16, 16};
        Instant now = NOW;
        for (int i = 0; i < secondsBetweenAsks.length; i++) {
            acquire(now, "deny");
            assertThat(asked).as("ask %d", i).isEqualTo(i + 1);
            acquire(now.plusSeconds(secondsBetweenAsks[i]).minusMillis(1), "deny");
            assertThat(asked).as("not asked again within the time").isEqualTo(i + 1);
            now = now.plusSeconds(secondsBetweenAsks[i]);
        }
        gone.clear();
        assertThat(acquire(now, "deny")).isInstanceOf(Granted.class);
        gone.add("deny");
        acquire(now, "deny");
        acquire(now.plusSeconds(2), "deny");
        assertThat(asked).as("an answer ends the memory").isEqualTo(secondsBetweenAsks.length + 3);
    }

    @Test
    void anOutage_isItsLimitsOwn() {
        gone.add("deny");
        acquire(NOW, "deny");
        assertThat(acquire(NOW, "grant")).isInstanceOf(Granted.class);
        assertThat(reachable.all()).hasSize(1);
    }

    @Test
    void shadow_countsAndNeverRefuses() {
        assertThat(part(acquire(NOW, "shadow"))).isInstanceOf(Part.Counted.class);
        assertThat(part(acquire(NOW, "shadow"))).isInstanceOf(Part.Counted.class);
        for (int i = 0; i < 5; i++) {
            assertThat(part(acquire(NOW, "shadow")))
                    .isInstanceOfSatisfying(
                            Part.Uncounted.class,
                            uncounted -> assertThat(uncounted.reason()).isEqualTo(Reason.QUOTA));
        }
        gone.add("shadow");
        assertThat(acquire(NOW, "shadow")).isInstanceOf(Granted.class);
    }

    @Test
    void shadow_neverDelays_noneOfTheOthersEither() {
        for (int i = 0; i < 2; i++) {
            assertThat(acquire(NOW, "line", "deny"))
                    .isInstanceOfSatisfying(
                            Granted.class,
                            granted -> assertThat(granted.schedule().startAt()).isEqualTo(NOW));
        }
        assertThat(acquire(NOW, "line", "deny")).as("the other one refuses").isInstanceOf(Denied.class);
    }

    private final class Breakable implements QuotaStore {
        @Override
        public Count tryCount(String item, long permits, long limit, Instant end) {
            asked++;
            if (gone.stream().anyMatch(name -> item.startsWith(name + '@'))) {
                throw new StoreUnavailableException("out of reach", new IllegalStateException());
            }
            return reachable.tryCount(item, permits, limit, end);
        }

        @Override
        public void giveBack(String item, long permits) {
            reachable.giveBack(item, permits);
        }

        @Override
        public long used(String item) {
            return reachable.used(item);
        }
    }

    private static Part part(Decision decision) {
        return ((Granted) decision).taken().getFirst().part();
    }

    private Decision acquire(Instant now, String... limits) {
        List<Claim> claims =
                List.of(limits).stream().map(limit -> new Claim(limit, null, 1)).toList();
        return granter.acquire(
                new PermitRequest(claims, Duration.ofSeconds(10), false, Priority.NORMAL, null, null), now);
    }

    private static QuotaLimit quota(String name, Policy policy) {
        return new QuotaLimit(name, 2, Window.DAY, ZoneOffset.UTC, Duration.ZERO, policy);
    }
}
