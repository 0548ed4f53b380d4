package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.permit.Taking.Taken;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which three callers take, renew, give back and lose the slots of one limit, while time passes the ends of
 * their leases: never are more slots used than there are, and nobody ends another's lease.
 */
@Tag("campaign")
class LeaseInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONG = LEASE.plus(LeaseAsk.GUARD).plusSeconds(1);

    /** A limit, who uses its slots, and the time. */
    private static final class Downstream {
        private final World world;
        private final ConcurrencyLimit limit;
        private final ExpressionClient dynamoDb;
        private final String table;
        private final Map<String, Part.Lease> used = new HashMap<>();
        private final Set<String> ended = new HashSet<>();
        private Instant now = NOW;

        Downstream(World world, int slots, String... ignored) {
            this.world = world;
            this.limit = new ConcurrencyLimit("x", slots, LEASE, Policy.SHARED);
            this.dynamoDb = new ExpressionClient().ignoring(ignored);
            this.table = dynamoDb.createTable("bucket", "slot");
            world.event("time", () -> now = now.plus(LONG));
            world.always(this::requireSlots);
        }

        /** A process that runs by its own thread of control; a program of one begins whenever it likes. */
        void process(String name, Life life) {
            LeaseTurnstile leases =
                    new LeaseTurnstile(new DynamoDbLeaseStore(world.atomic(DynamoDbClient.class, dynamoDb), table));
            world.caller(name, () -> life.live(new Caller(name, leases)));
        }

        Optional<Part.Lease> take(LeaseTurnstile leases, String requestId) {
            Claim claim = new Claim("x", null, 1);
            Holder holder = new Holder(requestId, null);
            PermitRequest request =
                    new PermitRequest(List.of(claim), Duration.ZERO, false, Priority.NORMAL, null, holder);
            return leases.take(limit, claim, Terms.of(request, now)) instanceof Taken taken
                    ? Optional.of((Part.Lease) taken.part())
                    : Optional.empty();
        }

        private static String lending(Part.Lease lease) {
            return lease.slot() + "/" + lease.epoch();
        }

        private void requireSlots() {
            List<Part.Lease> running = used.values().stream()
                    .filter(lease -> lease.until().isAfter(now) && !ended.contains(lending(lease)))
                    .toList();
            long lendings = running.stream().map(Downstream::lending).distinct().count();
            assertThat(lendings).as("slots in use: %s", running).isLessThanOrEqualTo(limit.slots());
        }

        /** After all leases have ended, as many slots can be had as there are. */
        void requireNoneLeaked() {
            used.clear();
            now = now.plus(LONG.multipliedBy(2));
            LeaseTurnstile fresh = new LeaseTurnstile(new DynamoDbLeaseStore(dynamoDb, table));
            for (int i = 0; i < limit.slots(); i++) {
                assertThat(take(fresh, "fresh-" + i))
                        .as("slot %d of %d", i, limit.slots())
                        .isPresent();
            }
            assertThat(take(fresh, "one too many")).isEmpty();
        }

        /** One caller's view. */
        final class Caller {
            private final String name;
            private final LeaseTurnstile leases;
            private Part.@Nullable Lease mine;

            Caller(String name, LeaseTurnstile leases) {
                this.name = name;
                this.leases = leases;
            }

            /** Stands still for as long as it likes. */
            Caller pause() {
                world.atomic(Runnable.class, () -> {}).run();
                return this;
            }

            Caller take(String requestId) {
                mine = Downstream.this.take(leases, requestId).orElse(null);
                use();
                return this;
            }

            Caller renew() {
                if (mine != null) {
                    mine = leases.renew(mine, LEASE, now).orElse(null);
                    use();
                }
                return this;
            }

            /** A lease whose end has passed is released too: late, by somebody who should know better. */
            Caller release() {
                Part.Lease last = mine;
                if (last != null) {
                    // Over for all who share it: a request that is repeated is one holder.
                    ended.add(lending(last));
                    leases.release(last);
                }
                return this;
            }

            Caller giveBack() {
                Part.Lease last = mine;
                if (last != null) {
                    used.remove(name);
                    leases.giveBack(last);
                }
                return this;
            }

            private void use() {
                if (mine == null) {
                    used.remove(name);
                } else {
                    used.put(name, mine);
                }
            }
        }
    }

    private interface Life {
        void live(Downstream.Caller process);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "2, 0, 0, 0", "1, 1, 0, 0", "1, 0, 1, 0", "1, 0, 0, 1"})
    void slots_areUsedByOneEach(int slots, int crashes, int repeats, int lostAnswers) {
        Explored explored = Interleavings.of(
                        takers(slots, crashes + repeats + lostAnswers == 0 ? 3 : Campaign.size(2, 3)))
                .crashes(Campaign.size(0, crashes))
                .repeats(Campaign.size(0, repeats))
                .lostAnswers(lostAnswers)
                .explore();
        print("%d slots, %d crashes, %d repeats, %d lost".formatted(slots, crashes, repeats, lostAnswers), explored);
    }

    @Test
    void slots_areUsedByOneEach_withFaultsTogether() {
        print(
                "faults",
                Interleavings.of(takers(1, 2))
                        .crashes(1)
                        .repeats(1)
                        .lostAnswers(1)
                        .explore());
    }

    @Test
    void slots_wouldBeUsedTwice_withoutTheCondition() {
        requireCaught(takers(1, 3, "until <= :lapsed"));
    }

    private static Consumer<World> takers(int slots, int callers, String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, slots, ignored);
            downstream.process("a", process -> process.take("a").renew().release());
            downstream.process("b", process -> process.take("b").release());
            if (callers == 3) {
                downstream.process("c", process -> process.pause().take("c"));
            }
            if (ignored.length == 0) {
                world.atEnd(downstream::requireNoneLeaked);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1"})
    void aReleaseOfAnEarlierEpoch_endsNobodysLease(int crashes, int repeats) {
        print(
                "epochs",
                Interleavings.of(earlier())
                        .crashes(Campaign.size(0, crashes))
                        .repeats(Campaign.size(0, repeats))
                        .explore());
    }

    @Test
    void aReleaseOfAnEarlierEpoch_wouldEndTheNextLease_withoutTheCondition() {
        requireCaught(earlier("epoch ="));
    }

    /** The same request in two processes, the first of which took long: its release comes when the second holds again. */
    private static Consumer<World> earlier(String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, 1, ignored);
            downstream.process("a", process -> process.take("same").release());
            downstream.process("b", process -> process.pause().take("same"));
            downstream.process("c", process -> process.take("c").release().take("c2"));
            if (ignored.length == 0) {
                world.atEnd(downstream::requireNoneLeaked);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1"})
    void aPartGivenBack_leavesTheRepeatedAskItsSlot(int crashes, int repeats) {
        print(
                "given back",
                Interleavings.of(givenBack())
                        .crashes(Campaign.size(0, crashes))
                        .repeats(Campaign.size(0, repeats))
                        .explore());
    }

    @Test
    void aPartGivenBack_wouldTakeTheSlotFromTheRepeatedAsk_withoutTheCondition() {
        requireCaught(givenBack("until = :until"));
    }

    /** An ask that another limit refuses gives its slot back; meanwhile the same request, repeated, has found it. */
    private static Consumer<World> givenBack(String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, 1, ignored);
            downstream.process("a", process -> process.take("same").giveBack());
            downstream.process("b", process -> process.take("same"));
            downstream.process("c", process -> process.pause().take("c"));
            if (ignored.length == 0) {
                world.atEnd(downstream::requireNoneLeaked);
            }
        };
    }

    private static void requireCaught(Consumer<World> careless) {
        assertThatThrownBy(Interleavings.of(careless)::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("slots in use")
                .hasMessageContaining("for replay");
    }

    private static void print(String what, Explored explored) {
        System.out.printf("LeaseInterleavingsTest, %s: %s%n", what, explored);
    }
}
