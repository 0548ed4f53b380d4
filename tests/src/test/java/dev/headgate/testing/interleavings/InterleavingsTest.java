package dev.headgate.testing.interleavings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

class InterleavingsTest {

    /** What callers share: a cell for each name. */
    private interface Cell {
        int get(String name);

        void set(String name, int value);

        int add(String name, int value);
    }

    private static final class Plain implements Cell {
        private final Map<String, Integer> values = new TreeMap<>();

        @Override
        public int get(String name) {
            return values.getOrDefault(name, 0);
        }

        @Override
        public void set(String name, int value) {
            values.put(name, value);
        }

        @Override
        public int add(String name, int value) {
            return values.merge(name, value, Integer::sum);
        }
    }

    private static Consumer<World> callers(int... operations) {
        return world -> {
            Cell cell = world.atomic(Cell.class, new Plain());
            for (int i = 0; i < operations.length; i++) {
                int number = operations[i];
                world.caller("abc".substring(i, i + 1), () -> repeat(number, () -> cell.add("x", 1)));
            }
        };
    }

    private static void repeat(int times, Runnable body) {
        for (int i = 0; i < times; i++) {
            body.run();
        }
    }

    @Test
    void explore_runsEveryInterleavingOnce() {
        assertThat(executions(callers(1, 1))).isEqualTo(2);
        assertThat(executions(callers(3, 2))).as("5! / (3!·2!)").isEqualTo(10);
        assertThat(executions(callers(4, 4))).as("8! / (4!·4!)").isEqualTo(70);
        assertThat(executions(callers(3, 3, 3))).as("9! / (3!·3!·3!)").isEqualTo(1680);
        assertThat(executions(callers(0, 2))).as("a caller may do nothing").isEqualTo(1);
    }

    @Test
    void explore_runsNoScheduleTwice() {
        Set<String> seen = new HashSet<>();
        Explored explored = Interleavings.of(world -> {
                    StringBuilder order = new StringBuilder();
                    for (String name : new String[] {"a", "b", "c"}) {
                        world.caller(name, () -> repeat(2, () -> note(world, order, name)));
                    }
                    world.atEnd(() -> assertThat(seen.add(order.toString())).isTrue());
                })
                .explore();
        assertThat(explored).isEqualTo(new Explored(90, 90 * 6, 6));
        assertThat(seen).hasSize(90);
    }

    private static void note(World world, StringBuilder order, String name) {
        world.atomic(Runnable.class, () -> order.append(name)).run();
    }

    @Test
    void explore_findsTheLostUpdate_andReplaysIt() {
        Interleavings racy = Interleavings.of(counting((cell, value) -> cell.set("x", cell.get("x") + value)));
        assertThatThrownBy(racy::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("for replay(\"…\"): a b a b")
                .hasMessageContaining("set(x, 1)");
        assertThatThrownBy(() -> racy.replay("a b a b")).isInstanceOf(AssertionError.class);
        racy.replay("a a b b");
    }

    @Test
    void explore_findsNothing_whereTheUpdateIsOneStep() {
        assertThat(executions(counting((cell, value) -> cell.add("x", value)))).isEqualTo(2);
    }

    private interface Increment {
        void of(Cell cell, int value);
    }

    private static Consumer<World> counting(Increment increment) {
        return world -> {
            Plain plain = new Plain();
            Cell cell = world.atomic(Cell.class, plain);
            world.caller("a", () -> increment.of(cell, 1));
            world.caller("b", () -> increment.of(cell, 1));
            world.atEnd(() -> assertThat(plain.get("x")).isEqualTo(2));
        };
    }

    @Test
    void always_isCheckedAfterEachStep() {
        Interleavings passing = Interleavings.of(world -> {
            Plain plain = new Plain();
            Cell cell = world.atomic(Cell.class, plain);
            world.caller("a", () -> repeat(2, () -> cell.add("x", 1)));
            world.event("reset", () -> plain.set("x", 0));
            world.always(() -> assertThat(plain.get("x")).isLessThan(2));
        });
        assertThatThrownBy(passing::explore).hasMessageContaining("for replay(\"…\"): a a\n");
    }

    @Test
    void explore_reachesEveryEnd_ofACrash_aLostAnswer_andALostRequest() {
        Set<String> ends = new TreeSet<>();
        Consumer<World> setUp = world -> {
            Plain plain = new Plain();
            Cell cell = world.atomic(Cell.class, plain);
            StringBuilder told = new StringBuilder();
            world.caller("a", () -> {
                try {
                    told.append(cell.add("x", 1));
                } catch (StoreUnavailableException e) {
                    told.append('?');
                }
                told.append(cell.add("y", 1));
            });
            world.atEnd(() -> ends.add(plain.get("x") + "," + plain.get("y") + " " + told));
        };
        Interleavings.of(setUp).crashes(1).lostAnswers(1).lostRequests(1).explore();
        assertThat(ends)
                .containsExactlyInAnyOrder(
                        "1,1 11", "1,0 ", "1,1 1", "1,1 ?1", "1,1 ?", "1,0 1", "0,1 ?1", "0,1 ?", "1,0 ?");
    }

    @Test
    void explore_endsACrashedCaller_whateverItsProgramCatches() {
        AtomicInteger after = new AtomicInteger();
        Interleavings.of(world -> {
                    Plain plain = new Plain();
                    Cell cell = world.atomic(Cell.class, plain);
                    world.caller("a", () -> {
                        try {
                            cell.add("x", 1);
                        } catch (Throwable swallowed) {
                            cell.add("y", 1);
                            after.incrementAndGet();
                        }
                    });
                    world.atEnd(() -> assertThat(plain.get("y")).isZero());
                })
                .crashes(1)
                .explore();
        assertThat(after).hasValue(0);
    }

    @Test
    void explore_letsTheSdkRepeat_whatItDidNotHearOf() {
        AtomicInteger most = new AtomicInteger();
        Explored explored = Interleavings.of(world -> {
                    AtomicInteger calls = new AtomicInteger();
                    DynamoDbClient client = world.atomic(DynamoDbClient.class, counted(calls));
                    world.caller("a", () -> client.getItem(get -> get.tableName("t")));
                    world.atEnd(() -> most.accumulateAndGet(calls.get(), Math::max));
                })
                .repeats(2)
                .explore();
        assertThat(explored.executions()).as("none, one, two").isEqualTo(3);
        assertThat(most).hasValue(3);
    }

    private static DynamoDbClient counted(AtomicInteger calls) {
        return (DynamoDbClient) java.lang.reflect.Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (self, method, given) -> {
                    calls.incrementAndGet();
                    return GetItemResponse.builder().build();
                });
    }

    @Test
    void choose_takesEachValue_oncePerContext() {
        Set<Integer> values = new HashSet<>();
        Explored explored = Interleavings.of(world -> {
                    Cell cell = world.atomic(Cell.class, new Plain());
                    world.caller("a", () -> {
                        int chosen = world.choose(3);
                        values.add(chosen);
                        cell.add("x", chosen);
                    });
                    world.caller("b", () -> cell.add("x", 1));
                })
                .explore();
        assertThat(values).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(explored.executions()).isEqualTo(6);
    }

    @Test
    void reduced_reachesTheSameEnds_inFewerExecutions() {
        Set<String> all = new HashSet<>();
        Set<String> some = new HashSet<>();
        long full = Interleavings.of(mixed(all)).lostAnswers(1).explore().executions();
        long fewer =
                Interleavings.of(mixed(some)).lostAnswers(1).reduced().explore().executions();
        assertThat(some).isEqualTo(all);
        assertThat(fewer).as("of %d", full).isLessThan(full / 3);
    }

    /** Three callers who each write what they read of a shared cell into their own, and add to the shared one. */
    private static Consumer<World> mixed(Set<String> ends) {
        return world -> {
            Plain plain = new Plain();
            Cell cell = world.atomic(Cell.class, plain, (method, arguments) -> arguments[0]);
            for (String name : new String[] {"a", "b", "c"}) {
                world.caller(name, () -> {
                    cell.set(name, 10 + cell.get("shared"));
                    cell.add("shared", 1);
                });
            }
            world.atEnd(() -> ends.add(plain.values.toString()));
        };
    }

    @Test
    void explore_tellsAProgram_thatDoesNotRepeatItself() {
        AtomicLong runs = new AtomicLong();
        Interleavings moody = Interleavings.of(world -> {
            Cell cell = world.atomic(Cell.class, new Plain(), (method, arguments) -> arguments[0]);
            String other = "x" + runs.incrementAndGet();
            world.caller("a", () -> cell.add(other, 1));
            world.caller("b", () -> cell.add("x", 1));
        });
        assertThatThrownBy(moody::explore).hasMessageContaining("programs must repeat themselves");
    }

    @Test
    void explore_reportsWhatAProgramThrows() {
        Interleavings broken = Interleavings.of(world -> {
            Cell cell = world.atomic(Cell.class, new Plain());
            world.caller("a", () -> {
                cell.add("x", 1);
                throw new IllegalStateException("broken");
            });
        });
        assertThatThrownBy(broken::explore).isInstanceOf(AssertionError.class).hasMessageContaining("broken");
    }

    private static long executions(Consumer<World> setUp) {
        return Interleavings.of(setUp).explore().executions();
    }
}
