package dev.headgate.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final List<String> told = new CopyOnWriteArrayList<>();

    private void sleep(long seconds) {
        try {
            time.sleepUntil(time.now().plusSeconds(seconds));
        } catch (InterruptedException e) {
            told.add("interrupted at " + at());
        }
    }

    private long at() {
        return time.now().getEpochSecond() - START.getEpochSecond();
    }

    private void join(Runnable main) throws InterruptedException {
        time.start("main", main).join();
    }

    @RepeatedTest(20)
    void sleep_jumps_whenAllThreadsWait() throws Exception {
        join(() -> {
            time.start("late", () -> {
                sleep(3600);
                told.add("late " + at());
            });
            time.start("early", () -> {
                sleep(60);
                told.add("early " + at());
                sleep(60);
                told.add("again " + at());
            });
            sleep(7200);
            told.add("main " + at());
        });
        assertThat(told).containsExactly("early 60", "again 120", "late 3600", "main 7200");
    }

    @RepeatedTest(20)
    void interrupt_countsAsWork_beforeTheClockMoves() throws Exception {
        join(() -> {
            Thread sleeper = time.start("sleeper", () -> sleep(100));
            sleep(10);
            time.interrupt(sleeper);
            sleep(50);
        });
        assertThat(told).containsExactly("interrupted at 10");
    }

    @RepeatedTest(20)
    void schedule_runsInOrder_unlessCancelled() throws Exception {
        join(() -> {
            time.schedule(START.plusSeconds(20), () -> told.add("b"));
            time.schedule(START.plusSeconds(10), () -> told.add("a"));
            time.schedule(START.plusSeconds(15), () -> told.add("never")).cancel();
            sleep(30);
        });
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void await_tellsWhetherTheSignalCame() throws Exception {
        join(() -> {
            Signal signal = time.signal();
            time.start("firer", () -> {
                sleep(5);
                signal.fire();
            });
            try {
                told.add(signal.await(START.plusSeconds(2)) + " " + at());
                told.add(signal.await(null) + " " + at());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(told).containsExactly("false 2", "true 5");
    }
}
