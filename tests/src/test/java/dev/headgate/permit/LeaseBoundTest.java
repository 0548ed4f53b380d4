package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * At no true moment does a slot have two holders, whatever their clocks say within ±5 seconds: each holder works from its
 * grant to its lease's end by its own clock, unless it releases before or is told that the lease is lost; crashed ones work
 * on to their end. The controls take a condition away and must be caught.
 */
class LeaseBoundTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final long SKEW_MILLIS = 5_000;
    private static final int SEEDS = 200;

    @Test
    void slots_haveOneHolder_atEachTrueMoment() {
        int taken = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Walk walk = new Walk(new InMemoryLeaseStore(), new SplittableRandom(seed));
            assertThat(walk.overlaps()).as("seed %d", seed).isZero();
            taken += walk.uses.size();
        }
        assertThat(taken).as("slots were lent at all").isGreaterThan(SEEDS * 50);
    }

    @Test
    void slots_haveTwoHolders_withoutTheGuardAfterALeasesEnd() {
        assertThat(caught(new Altered() {
                    @Override
                    public Lending tryTake(String bucket, int slot, LeaseAsk ask) {
                        long late = ask.now() + LeaseAsk.GUARD.toNanos();
                        return super.tryTake(bucket, slot, new LeaseAsk(ask.holder(), late, ask.until()));
                    }
                }))
                .isGreaterThan(SEEDS / 2);
    }

    @Test
    void slots_haveTwoHolders_whenATakerAsksNobody() {
        assertThat(caught(new Altered() {
                    @Override
                    public Lending tryTake(String bucket, int slot, LeaseAsk ask) {
                        return super.tryTake(bucket, slot, new LeaseAsk(ask.holder(), Long.MAX_VALUE, ask.until()));
                    }
                }))
                .isEqualTo(SEEDS);
    }

    @Test
    void slots_haveTwoHolders_whenAnOldEpochMayRelease() {
        assertThat(caught(new Altered() {
                    @Override
                    public boolean tryRelease(String bucket, int slot, String holder, long epoch) {
                        return look(bucket, slot, slot + 1).stream()
                                .filter(now -> now.holder() != null)
                                .anyMatch(now ->
                                        super.tryRelease(bucket, slot, String.valueOf(now.holder()), now.epoch()));
                    }
                }))
                .isGreaterThan(SEEDS / 2);
    }

    @Test
    void slots_haveTwoHolders_whenALostLeaseMayBeRenewed() {
        assertThat(caught(new Altered() {
                    @Override
                    public OptionalLong tryRenew(String bucket, int slot, String holder, long epoch, long until) {
                        super.tryRenew(bucket, slot, holder, epoch, until);
                        return OptionalLong.of(until);
                    }
                }))
                .isGreaterThan(SEEDS / 2);
    }

    private static int caught(Altered store) {
        int caught = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            store.store = new InMemoryLeaseStore();
            caught += new Walk(store, new SplittableRandom(seed)).overlaps() > 0 ? 1 : 0;
        }
        return caught;
    }

    /** The reference, to be spoilt. */
    private static class Altered implements LeaseStore {
        private LeaseStore store = new InMemoryLeaseStore();

        @Override
        public Lending tryTake(String bucket, int slot, LeaseAsk ask) {
            return store.tryTake(bucket, slot, ask);
        }

        @Override
        public OptionalLong tryRenew(String bucket, int slot, String holder, long epoch, long until) {
            return store.tryRenew(bucket, slot, holder, epoch, until);
        }

        @Override
        public boolean tryRelease(String bucket, int slot, String holder, long epoch) {
            return store.tryRelease(bucket, slot, holder, epoch);
        }

        @Override
        public boolean tryGiveBack(String bucket, int slot, String holder, long epoch, long until) {
            return store.tryGiveBack(bucket, slot, holder, epoch, until);
        }

        @Override
        public List<Slot> look(String bucket, int from, int to) {
            return store.look(bucket, from, to);
        }
    }

    /** A use of a slot: from its grant until it ended, in true milliseconds. */
    private static final class Use {
        private final Part.Lease lease;
        private final long clockAhead;
        private long from;
        private long to;

        Use(Part.Lease lease, long from, long clockAhead) {
            this.lease = lease;
            this.from = from;
            this.clockAhead = clockAhead;
            this.to = trueEnd(lease);
        }

        private Use asItWas() {
            Use was = new Use(lease, from, clockAhead);
            was.to = to;
            return was;
        }

        private long trueEnd(Part.Lease held) {
            return Duration.between(START, held.until()).toMillis() - clockAhead;
        }
    }

    /** Callers whose clocks differ, on three slots. */
    private static final class Walk {
        private static final int STEPS = 600;
        private final ConcurrencyLimit limit = new ConcurrencyLimit("llm", 3, LEASE, Policy.SHARED);
        private final LeaseTurnstile leases;
        private final List<Use> uses = new ArrayList<>();
        private final List<Use> ended = new ArrayList<>();
        private final SplittableRandom random;
        private long trueMillis;

        Walk(LeaseStore store, SplittableRandom random) {
            this.leases = new LeaseTurnstile(store);
            this.random = random;
            for (int i = 0; i < STEPS; i++) {
                trueMillis += random.nextLong(2_000);
                step(i);
            }
        }

        private void step(int i) {
            if (uses.isEmpty() || random.nextInt(3) > 0) {
                take("request-" + i);
            } else {
                Use use = uses.get(Math.max(0, uses.size() - 1 - random.nextInt(6)));
                if (random.nextBoolean()) {
                    renew(use);
                } else {
                    release(use);
                }
            }
        }

        private void take(String requestId) {
            long ahead = skew();
            Instant now = clock(ahead);
            Terms terms = Terms.of(
                    new PermitRequest(
                            List.of(new Claim("llm", null, 1)),
                            Duration.ZERO,
                            false,
                            Priority.NORMAL,
                            null,
                            new Holder(requestId, null)),
                    now);
            if (leases.take(limit, new Claim("llm", null, 1), terms) instanceof Taking.Taken taken) {
                uses.add(new Use((Part.Lease) taken.part(), trueMillis, skew()));
            }
        }

        /** A holder asks for more time, another's clock answers; also one that slept through its end, and works on if told so. */
        private void renew(Use use) {
            Optional<Part.Lease> renewed = leases.renew(use.lease, LEASE, clock(skew()));
            if (renewed.isEmpty()) {
                use.to = Math.min(use.to, trueMillis);
                return;
            }
            if (trueMillis >= use.to) {
                ended.add(use.asItWas());
                use.from = trueMillis;
            }
            use.to = use.trueEnd(renewed.get());
        }

        /** Also one that ended long ago, and does not know. */
        private void release(Use use) {
            leases.release(use.lease);
            use.to = Math.min(use.to, trueMillis);
        }

        private long skew() {
            return random.nextLong(-SKEW_MILLIS, SKEW_MILLIS + 1);
        }

        private Instant clock(long ahead) {
            return START.plusMillis(trueMillis + ahead);
        }

        int overlaps() {
            List<Use> all = new ArrayList<>(uses);
            all.addAll(ended);
            int overlaps = 0;
            for (int i = 0; i < all.size(); i++) {
                for (int j = i + 1; j < all.size(); j++) {
                    overlaps += overlap(all.get(i), all.get(j)) ? 1 : 0;
                }
            }
            return overlaps;
        }

        private static boolean overlap(Use one, Use other) {
            return one.lease.slot() == other.lease.slot() && one.from < other.to && other.from < one.to;
        }
    }
}
