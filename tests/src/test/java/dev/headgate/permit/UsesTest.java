package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UsesTest {
    @Test
    void worstExcess_isThatOfTheWorstWindow() {
        Seeds.of(300, 300).check((seed, random) -> {
            List<long[]> all = new ArrayList<>();
            Uses uses = new Uses();
            for (int i = 0; i < 30; i++) {
                long[] use = any(random);
                all.add(use);
                uses.add(use[0], use[1]);
            }
            assertThat(uses.worstExcess(7)).isEqualTo(window(all) - 7);
        });
    }

    private static long[] any(RandomGenerator random) {
        return new long[] {random.nextLong(1000), 1 + random.nextLong(50)};
    }

    /** The same, as the words say it: for every pair of moments, all that lies between them. */
    private static long window(List<long[]> uses) {
        long worst = Long.MIN_VALUE;
        for (long[] from : uses) {
            for (long[] to : uses) {
                long cost = uses.stream()
                        .filter(use -> use[0] >= from[0] && use[0] <= to[0])
                        .mapToLong(use -> use[1])
                        .sum();
                worst = from[0] <= to[0] ? Math.max(worst, cost - (to[0] - from[0])) : worst;
            }
        }
        return worst;
    }
}
