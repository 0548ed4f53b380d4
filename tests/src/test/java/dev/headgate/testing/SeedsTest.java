package dev.headgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeedsTest {
    @Test
    void check_runsEachSeedOnce_andGivesItsRandomNumbers() {
        Set<Long> seeds = new HashSet<>();
        Set<Long> drawn = new HashSet<>();
        Seeds.of(50, 50).check((seed, random) -> {
            seeds.add(seed);
            drawn.add(random.nextLong());
        });
        assertThat(seeds).hasSize(50);
        assertThat(drawn).hasSize(50);
    }

    @Test
    void checkSideBySide_runsEachSeedOnce_andNamesTheOneThatFails() {
        Set<Long> seeds = ConcurrentHashMap.newKeySet();
        Seeds.Property adding = (seed, random) -> assertThat(seeds.add(seed)).isTrue();
        Seeds.of(50, 50).checkSideBySide(List.of(adding, adding));
        assertThat(seeds).hasSize(50);
        Seeds.Property never = (seed, random) -> {
            throw new AssertionError("never");
        };
        assertThatThrownBy(() -> Seeds.of(50, 50).checkSideBySide(List.of(never, never)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fails with seed ")
                .hasMessageContaining(": never");
    }

    @Test
    void check_namesTheSeedThatFails_andReplaysIt() {
        List<Long> drawn = new ArrayList<>();
        Seeds.Property never = (seed, random) -> {
            drawn.add(random.nextLong());
            throw new AssertionError("never");
        };
        System.setProperty("headgate.seed", "4711");
        try {
            for (int run = 0; run < 2; run++) {
                assertThatThrownBy(() -> Seeds.of(50, 50).check(never))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("fails with seed 4711, replay it with -Dtest=SeedsTest#")
                        .hasMessageContaining("-Dheadgate.seed=4711: never");
            }
        } finally {
            System.clearProperty("headgate.seed");
        }
        assertThat(drawn).as("the same run again, and only that seed").hasSize(2);
        assertThat(drawn.get(0)).isEqualTo(drawn.get(1));
    }
}
