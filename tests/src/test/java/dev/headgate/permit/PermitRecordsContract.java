package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of durable permits does, said once. */
abstract class PermitRecordsContract {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00.123456789Z");
    private static final String ATTEMPT = "0123456789abcdef";
    private static final String OTHER = "fedcba9876543210";

    final String owner = "arn:" + UUID.randomUUID();

    abstract PermitRecords records();

    @Test
    void find_returnsAllThatWasPut() {
        PermitRecord permit = permit("r", ATTEMPT);
        assertThat(records().tryPut(permit)).isEmpty();
        assertThat(records().find(permit.id().holder())).contains(permit);
        PermitRecord ownerless =
                PermitRecord.active(new PermitId(new Holder("r-" + owner, null), ATTEMPT), permit.granted());
        assertThat(records().tryPut(ownerless)).isEmpty();
        assertThat(records().find(ownerless.id().holder())).contains(ownerless);
    }

    @Test
    void tryPut_returnsTheFirst_andKnowsItsOwnWriteAgain() {
        PermitRecord first = permit("r", ATTEMPT);
        records().tryPut(first);
        assertThat(records().tryPut(permit("r", OTHER))).contains(first);
        assertThat(records().tryPut(first))
                .as("the answer of the first try was lost")
                .isEmpty();
        assertThat(records().find(first.id().holder())).contains(first);
    }

    @Test
    void tryReplace_putsInThePlaceOfWhatWasSeen_only() {
        PermitRecord first = permit("r", ATTEMPT);
        PermitRecord second = permit("r", OTHER);
        records().tryPut(first);
        PermitRecord cancelled =
                records().tryEnd(first.id(), ending(State.CANCELLED, "c")).orElseThrow();
        assertThat(records().tryReplace(first, second)).as("it was seen ACTIVE").contains(cancelled);
        assertThat(records().tryReplace(cancelled, second)).isEmpty();
        assertThat(records().tryReplace(cancelled, permit("r", "1111111111111111")))
                .contains(second);
        assertThat(records().tryEnd(first.id(), ending(State.CANCELLED, "d")))
                .as("the first is gone")
                .isEmpty();
    }

    @Test
    void tryEnd_decidesOnce_amongMany() throws Exception {
        PermitRecord permit = permit("r", ATTEMPT);
        records().tryPut(permit);
        List<Callable<PermitRecord>> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Ending ending = ending(i % 2 == 0 ? State.SETTLED : State.CANCELLED, "m-" + i);
            callers.add(() -> records().tryEnd(permit.id(), ending).orElseThrow());
        }
        List<PermitRecord> seen = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<PermitRecord> answer : pool.invokeAll(callers)) {
                seen.add(answer.get());
            }
        }
        assertThat(seen).allMatch(seen.getFirst()::equals);
    }

    @Test
    void tryEnd_notesWhatWasUsed() {
        PermitRecord permit = permit("r", ATTEMPT);
        records().tryPut(permit);
        List<Usage> used = List.of(new Usage("tokens", "tenant 7", 0), new Usage("requests", null, 3));
        PermitRecord ended = records()
                .tryEnd(permit.id(), new Ending(State.SETTLED, used, "m"))
                .orElseThrow();
        assertThat(ended.used()).isEqualTo(used);
        assertThat(ended.endedBy()).isEqualTo("m");
        records().charged(permit.id());
        assertThat(records().find(permit.id().holder()).orElseThrow().charged()).isTrue();
    }

    @Test
    void tryEnd_changesNothing_whenItSpeaksOfAnotherLimit() {
        PermitRecord permit = permit("r", ATTEMPT);
        records().tryPut(permit);
        for (@Nullable String key : new @Nullable String[] {null, "tenant", "tenant 8"}) {
            Ending other = new Ending(State.SETTLED, List.of(new Usage("tokens", key, 1)), "m");
            assertThat(records().tryEnd(permit.id(), other)).contains(permit);
        }
    }

    @Test
    void tryEnd_isEmpty_whenThereIsNone() {
        assertThat(records().tryEnd(permit("none", ATTEMPT).id(), ending(State.CANCELLED, "m")))
                .isEmpty();
    }

    @Test
    void unfinished_pagesThroughAnOwnersPermits() {
        for (int i = 0; i < 60; i++) {
            PermitRecord permit = permit("r-%02d".formatted(i), ATTEMPT);
            records().tryPut(permit);
            if (i % 3 == 0) {
                records().tryEnd(permit.id(), ending(State.RELEASED, "m"));
            }
        }
        List<PermitRecord> found = new ArrayList<>();
        String after = "";
        do {
            PermitRecords.Page page = records().unfinished(owner, after);
            found.addAll(page.permits());
            after = page.last();
        } while (!after.isEmpty());
        assertThat(found).hasSize(40).allMatch(permit -> permit.state() == State.ACTIVE);
        assertThat(records().unfinished("arn:nobody", "")).isEqualTo(new PermitRecords.Page(List.of(), ""));
    }

    private static Ending ending(State state, String mark) {
        return new Ending(state, List.of(), mark);
    }

    PermitRecord permit(String requestId, String attempt) {
        Schedule schedule =
                new Schedule(START.plusSeconds(3), 2, START.plusSeconds(3).plusNanos(1), Duration.ofNanos(123_456), 7);
        Standing near = new Standing(5, START.plusSeconds(9), true, "a warning");
        Standing far = new Standing(0, START, false, null);
        Part slots = new Part.Slots(new Claim("tokens", "tenant 7", 7), "tokens#tenant 7", 17, 18, schedule);
        Part uncounted = new Part.Uncounted(new Claim("requests", null, 1), Reason.STORE_UNAVAILABLE, START);
        Granted granted = new Granted(schedule, List.of(new Taken(slots, near), new Taken(uncounted, far)));
        return PermitRecord.active(new PermitId(new Holder(requestId, owner), attempt), granted);
    }
}
