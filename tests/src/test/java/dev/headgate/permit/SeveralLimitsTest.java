package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.Policy.OnOutage;
import dev.headgate.testing.UnreliableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeveralLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RateLimit REQUESTS = rate("requests", 1, SECOND, 2, Policy.SHARED);
    private static final RateLimit TOKENS = rate("tokens", 1000, SECOND, 5000, Policy.SHARED);
    private static final RateLimit TENANT = rate("tenant", 1, SECOND, 1, Policy.PER_KEY);

    private final InMemoryLimits limits =
            new InMemoryLimits().put(REQUESTS).put(TOKENS).put(TENANT);
    private final InMemoryPermitStore permits = new InMemoryPermitStore();
    private final PermitGranter granter = granter(permits);

    @Test
    void acquire_startsWhenTheLongestLineEnds_andTakesEachSlotThere() {
        acquire(NOW, MINUTE, claim("tokens", 5000), claim("requests", 1));
        Granted granted = (Granted) acquire(NOW, MINUTE, claim("requests", 1), claim("tokens", 4000));
        assertThat(granted.schedule().startAt()).isEqualTo(NOW.plusSeconds(4));
        assertThat(granted.taken())
                .as("in the order of the ask, all for the same moment")
                .extracting(
                        taken -> taken.part().claim().limit(),
                        taken -> taken.part().startAt())
                .containsExactly(tuple("requests", NOW.plusSeconds(4)), tuple("tokens", NOW.plusSeconds(4)));
    }

    @Test
    void acquire_givesAllBack_whenOneRefuses() {
        acquire(NOW, MINUTE, claim("tokens", 5000));
        long before = permits.peek("requests");
        Decision decision = acquire(NOW, SECOND, claim("requests", 1), claim("tokens", 4000));
        assertThat(decision).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.by()).isEqualTo("tokens");
            assertThat(denied.retryAt()).isBetween(NOW.plusSeconds(3), NOW.plusSeconds(5));
        });
        assertThat(permits.peek("requests")).isEqualTo(before);
        assertThat(granter.peek("requests", null, NOW).available()).isEqualTo(2);
    }

    @Test
    void acquire_takesNothing_whenARefusalIsRemembered() {
        acquire(NOW, MINUTE, claim("tokens", 5000));
        acquire(NOW, Duration.ZERO, claim("tokens", 4000));
        int calls = permits.calls();
        assertThat(acquire(NOW, Duration.ZERO, claim("requests", 1), claim("tokens", 4000)))
                .isInstanceOf(Denied.class);
        assertThat(permits.calls()).isEqualTo(calls);
    }

    @Test
    void acquire_doesNotHoldASharedLimitForLong_behindOneKeysLine() {
        for (int i = 0; i < 30; i++) {
            acquire(NOW, MINUTE, new Claim("tenant", "greedy", 1));
        }
        Decision greedy = acquire(NOW, MINUTE, claim("requests", 1), new Claim("tenant", "greedy", 1));
        assertThat(greedy).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.by()).isEqualTo("tenant");
            assertThat(denied.retryAt()).isAfter(NOW.plusSeconds(15));
        });
        Decision modest = acquire(NOW, MINUTE, claim("requests", 1), new Claim("tenant", "modest", 1));
        assertThat(((Granted) modest).schedule().startAt()).isEqualTo(NOW);
    }

    @Test
    void acquire_neitherRefusesNorDelays_whereALimitIsInShadow() {
        limits.put(rate("trial", 1, MINUTE, 1, new Policy(false, true, OnOutage.DENY, 80)));
        acquire(NOW, MINUTE, claim("trial", 1));
        Granted late = (Granted) acquire(NOW, MINUTE, claim("trial", 1), claim("requests", 1));
        assertThat(late.schedule().startAt()).isEqualTo(NOW);
        Granted refused = (Granted) acquire(NOW, MINUTE, claim("trial", 1));
        assertThat(refused.schedule().startAt()).isEqualTo(NOW);
        assertThat(refused.taken().getFirst().part())
                .isEqualTo(new Part.Uncounted(claim("trial", 1), Reason.RATE, NOW));
    }

    @Test
    void acquire_doesAsThePolicySays_whileTheStoreIsOutOfReach() {
        limits.put(rate("open", 1, SECOND, 1, new Policy(false, false, OnOutage.GRANT, 80)));
        PermitGranter alone = granter(UnreliableStore.unreachable(PermitStore.class, new InMemoryPermitStore()));
        assertThat(acquire(alone, NOW, SECOND, claim("open", 1)))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.taken().getFirst().part())
                                .isEqualTo(new Part.Uncounted(claim("open", 1), Reason.STORE_UNAVAILABLE, NOW)));
        assertThat(acquire(alone, NOW, SECOND, claim("requests", 1))).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
            assertThat(denied.retryAt()).isAfter(NOW);
        });
    }

    @Test
    void acquire_refusesACallThatIsHeavierThanTheBurst_insteadOfLettingItWaitForEver() {
        assertThatThrownBy(() -> acquire(NOW, MINUTE, claim("requests", 1), claim("tokens", 5001)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("permits must be at most 5000 for limit tokens, the burst that its lateness leaves, "
                        + "got: 5001 of one call");
    }

    /** Each call uses all of its limits at its start, and no window of any of them is above its bound. */
    @Test
    void acquire_keepsEveryLimitsBound_whateverIsAsked() {
        for (long seed = 1; seed <= 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PermitGranter fresh = granter(new InMemoryPermitStore());
            Map<RateLimit, List<Use>> uses = walk(random, (now, wait, claims) -> {
                Decision decision = acquire(fresh, now, wait, claims);
                return decision instanceof Granted granted
                        ? Optional.of(granted.schedule().startAt())
                        : Optional.empty();
            });
            for (RateLimit limit : uses.keySet()) {
                assertThat(worstExcess(limit, uses.get(limit)))
                        .as("seed %d, %s", seed, limit.name())
                        .isLessThanOrEqualTo(1e-6);
            }
        }
    }

    /** The negative control: what others do, and what DESIGN.md first said. */
    @Test
    void latestOfSlotsTakenApart_breaksTheBound() {
        SplittableRandom random = new SplittableRandom(1);
        Map<RateLimit, List<Use>> uses = walk(random, (now, wait, claims) -> {
            Instant start = now;
            for (Claim claim : claims) {
                if (!(acquire(now, wait, claim) instanceof Granted granted)) {
                    return Optional.empty();
                }
                start = max(start, granted.schedule().startAt());
            }
            return Optional.of(start);
        });
        assertThat(uses.keySet().stream()
                        .mapToDouble(limit -> worstExcess(limit, uses.get(limit)))
                        .max()
                        .orElseThrow())
                .isGreaterThan(1);
    }

    private record Use(Instant at, int permits) {}

    private interface Asking {
        Optional<Instant> start(Instant now, Duration maxWait, Claim... claims);
    }

    private static Map<RateLimit, List<Use>> walk(SplittableRandom random, Asking asking) {
        Map<RateLimit, List<Use>> uses = new HashMap<>();
        Instant now = NOW;
        for (int i = 0; i < 300; i++) {
            now = now.plusMillis(random.nextInt(1500));
            Claim requests = claim("requests", 1 + random.nextInt(2));
            Claim tokens = claim("tokens", 1 + random.nextInt(5000));
            boolean heavyFirst = random.nextBoolean();
            Optional<Instant> start = asking.start(
                    now,
                    Duration.ofSeconds(random.nextInt(60)),
                    heavyFirst ? tokens : requests,
                    heavyFirst ? requests : tokens);
            start.ifPresent(at -> {
                uses.computeIfAbsent(REQUESTS, _ -> new ArrayList<>()).add(new Use(at, requests.permits()));
                uses.computeIfAbsent(TOKENS, _ -> new ArrayList<>()).add(new Use(at, tokens.permits()));
            });
        }
        return uses;
    }

    /** Returns by how many units the fullest window is above {@code burst + rate × window}. */
    private static double worstExcess(RateLimit limit, List<Use> uses) {
        List<Use> inOrder = uses.stream().sorted(Comparator.comparing(Use::at)).toList();
        double open = 0;
        double worst = 0;
        Instant last = inOrder.getFirst().at();
        for (Use use : inOrder) {
            double refilled = (double) Duration.between(last, use.at()).toNanos() / limit.intervalNanos();
            open = Math.max(0, open - refilled) + use.permits();
            worst = Math.max(worst, open);
            last = use.at();
        }
        return worst - (double) limit.toleranceNanos() / limit.intervalNanos();
    }

    private Decision acquire(Instant now, Duration maxWait, Claim... claims) {
        return acquire(granter, now, maxWait, claims);
    }

    private static Decision acquire(PermitGranter granter, Instant now, Duration maxWait, Claim... claims) {
        @Nullable String noCircuit = null;
        return granter.acquire(
                new PermitRequest(List.of(claims), maxWait, false, Priority.NORMAL, noCircuit, null), now);
    }

    private PermitGranter granter(PermitStore store) {
        CircuitBreaker circuits = new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7));
        return new PermitGranter(
                limits,
                new PermitStores(store, new InMemoryQuotaStore()),
                circuits,
                Duration.ofSeconds(5),
                new SplittableRandom(7));
    }

    private static Claim claim(String limit, int permits) {
        return new Claim(limit, null, permits);
    }

    private static RateLimit rate(String name, long permits, Duration period, long burst, Policy policy) {
        return new RateLimit(name, permits, period, burst, Duration.ZERO, policy);
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
