package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.permit.QuotaStore.Count.Counted;
import dev.headgate.permit.QuotaStore.Count.Full;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every quota store does, said once. */
abstract class QuotaStoreContract {
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    abstract QuotaStore store();

    @Test
    void tryCount_countsUpToTheLimit_andRefusalsChargeNothing() {
        String item = newItem();
        assertThat(store().tryCount(item, 4, 10, END)).isEqualTo(new Counted(4));
        assertThat(store().tryCount(item, 7, 10, END)).isEqualTo(new Full(4));
        assertThat(store().tryCount(item, 6, 10, END)).isEqualTo(new Counted(10));
        assertThat(store().tryCount(item, 1, 10, END)).isEqualTo(new Full(10));
        assertThat(store().used(item)).isEqualTo(10);
    }

    @Test
    void tryCount_followsALimitThatChanges() {
        String item = newItem();
        store().tryCount(item, 8, 10, END);
        assertThat(store().tryCount(item, 1, 5, END))
                .as("lowered below what is used")
                .isEqualTo(new Full(8));
        assertThat(store().tryCount(item, 1, 3, END)).isEqualTo(new Full(8));
        assertThat(store().tryCount(item, 4, 12, END)).as("raised").isEqualTo(new Counted(12));
    }

    @Test
    void giveBack_takesOff_andNeverMakesAnItem() {
        String item = newItem();
        store().giveBack(item, 3);
        assertThat(store().used(item)).isZero();
        assertThat(store().tryCount(item, 10, 10, END)).isEqualTo(new Counted(10));
        store().giveBack(item, 3);
        assertThat(store().used(item)).isEqualTo(7);
        store().giveBack(item, 8);
        assertThat(store().used(item)).as("never below nothing").isEqualTo(7);
    }

    @Test
    void tryCount_neverPassesTheLimit_withManyCallers() throws Exception {
        String item = newItem();
        List<Callable<QuotaStore.Count>> callers = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            int permits = 1 + i % 3;
            callers.add(() -> store().tryCount(item, permits, 100, END));
        }
        List<Long> counts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<QuotaStore.Count> answer : pool.invokeAll(callers)) {
                if (answer.get() instanceof Counted counted) {
                    counts.add(counted.used());
                }
            }
        }
        assertThat(counts).doesNotHaveDuplicates().allMatch(used -> used <= 100);
        assertThat(store().used(item)).isEqualTo(100);
    }

    private static String newItem() {
        return "item-" + UUID.randomUUID();
    }
}
