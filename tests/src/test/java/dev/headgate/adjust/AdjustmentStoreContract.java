package dev.headgate.adjust;

import static dev.headgate.adjust.Adjusters.SETTINGS;
import static dev.headgate.adjust.Adjusters.SHARE;
import static dev.headgate.adjust.Adjusters.T0;
import static dev.headgate.adjust.Adjusters.alarmed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of adjustments does. */
public abstract class AdjustmentStoreContract {
    private final String limit = "limit-" + UUID.randomUUID();

    /** Returns the store under test; other tests may use it at the same time, for other limits. */
    protected abstract AdjustmentStore store();

    /** Returns the changes that the store keeps, in the order in which a query finds them. */
    protected abstract List<Change> audit(String ofLimit);

    @Test
    void read_tellsThatNothingWasSaid_atFirst() {
        assertThat(store().read(limit)).isEqualTo(Adjustment.none(limit));
    }

    @Test
    void tryPut_decidesOnce_forEachRevision() {
        Adjustment none = Adjustment.none(limit);
        Adjustment down = none.after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        assertThat(store().tryPut(down)).isTrue();
        assertThat(store().tryPut(none.after(alarmed("other", AlarmState.ALARM, T0), SETTINGS, T0)))
                .as("somebody was first")
                .isFalse();
        assertThat(store().read(limit)).isEqualTo(down.asWritten());
        assertThat(store().tryPut(down.asWritten().asCarriedOut())).isTrue();
        assertThat(store().read(limit).isCarriedOut()).isTrue();
    }

    /** Any course of events: what is read is what was put, with all its levels, readings and changes. */
    @Test
    void read_returnsWhatWasPut_whateverHappened() {
        SplittableRandom random = new SplittableRandom(7);
        Adjustment expected = Adjustment.none(limit);
        for (AdjustmentLawsTest.Timed timed : AdjustmentLawsTest.anyEvents(random)) {
            Adjustment next = expected.after(timed.event(), SETTINGS, timed.at());
            if (!next.equals(expected)) {
                assertThat(store().tryPut(next)).isTrue();
                expected = next.asWritten();
                assertThat(store().read(limit)).isEqualTo(expected);
            }
        }
        assertThat(expected.number()).isGreaterThan(5);
    }

    @Test
    void keep_keepsEachChangeOnce_inTheirOrder() {
        Adjustment down = Adjustment.none(limit).after(alarmed(SHARE, AlarmState.ALARM, T0), SETTINGS, T0);
        Instant later = T0.plusMillis(60_500);
        Adjustment again = down.after(new Event.Tick(), SETTINGS, later);
        again.changes().forEach(store()::keep);
        down.changes().forEach(store()::keep);
        down.changes().forEach(store()::keep);
        assertThat(audit(limit)).extracting(Change::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(audit(limit)).containsAll(down.changes()).containsAll(again.changes());
        assertThat(store().read(limit)).as("beside where it stands").isEqualTo(Adjustment.none(limit));
    }

    @Test
    void followed_hasThoseThatAreFollowed() {
        store().follow(limit);
        store().follow(limit);
        assertThat(store().followed()).contains(limit);
        store().unfollow(limit);
        store().unfollow(limit);
        assertThat(store().followed()).doesNotContain(limit);
    }
}
