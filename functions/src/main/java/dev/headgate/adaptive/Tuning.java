package dev.headgate.adaptive;

import dev.headgate.Bounds;
import java.time.Duration;

/**
 * The constants of the algorithms. Where no other source is named, a default is what reached the highest use at less than
 * 3 % of refused calls in the simulation ({@code ./headgate bench adaptive}; ADR 30).
 *
 * @param measuring when a rate is reckoned
 * @param cutting what refusals do
 * @param growing what their absence does
 * @param edge how the rate is steered at the edge of what the downstream takes
 * @param pausing what a Retry-After does
 */
public record Tuning(Measuring measuring, Cutting cutting, Growing growing, Edge edge, Pausing pausing) {
    /** What the benchmark measures. */
    public static final Tuning DEFAULT =
            new Tuning(Measuring.DEFAULT, Cutting.DEFAULT, Growing.DEFAULT, Edge.DEFAULT, Pausing.DEFAULT);

    public Tuning with(Measuring other) {
        return new Tuning(other, cutting, growing, edge, pausing);
    }

    public Tuning with(Cutting other) {
        return new Tuning(measuring, other, growing, edge, pausing);
    }

    public Tuning with(Pausing other) {
        return new Tuning(measuring, cutting, growing, edge, other);
    }

    /**
     * When a rate is reckoned.
     *
     * @param epoch how long outcomes are gathered, 1 s or more
     * @param calls and how many calls at least: below, one refusal is evidence enough
     * @param alarm so many refusals, if they are more than {@link Cutting#cutShare}, end an epoch after a second
     * @param lag how long a change of the rate takes until its outcomes are counted: slots that were handed out, latency,
     *     and the reporters' flush
     * @param patience an epoch may take this long, whatever {@code calls} says
     */
    public record Measuring(Duration epoch, int calls, int alarm, Duration lag, Duration patience) {
        public Measuring {
            Bounds.between("epoch", epoch, Duration.ofSeconds(1), Duration.ofMinutes(10));
            Bounds.between("calls", calls, 1, 1_000_000);
            Bounds.between("alarm", alarm, 1, 1_000_000);
            Bounds.between("lag", lag, Duration.ZERO, Duration.ofMinutes(10));
            Bounds.between("patience", patience, epoch, Duration.ofDays(1));
        }

        public Measuring with(Duration otherEpoch, int otherCalls) {
            return new Measuring(otherEpoch, otherCalls, alarm, lag, patience);
        }

        static final Measuring DEFAULT =
                new Measuring(Duration.ofSeconds(2), 20, 5, Duration.ofMillis(1_600), Duration.ofHours(1));
    }

    /**
     * What refusals do.
     *
     * @param trimShare the share of refused calls that is wanted at the edge: above it the rate falls in proportion to the
     *     excess (as DCTCP does, RFC 8257), below it grows; for AIMD, above it the rate is cut
     * @param cutShare above this it is set to the measured goodput
     * @param shutShare above this the downstream is taken for shut
     * @param first what of the goodput that the very first refusals measure is taken for true: a burst was in it
     * @param beta what of the measured goodput is granted after a cut; for AIMD, what of the rate
     * @param trim the part of the excess of refusals that is taken off the rate, a second
     * @param weight of a later measurement of the goodput against the earlier ones
     * @param sparse what is left of a slow rate after one refusal
     * @param trickle what of the plateau is granted while the downstream is shut
     * @param reopened what of it once it takes calls again
     * @param hold what is refused so soon after a cut was sent before it (PEERS: max(2 s, median latency))
     */
    public record Cutting(
            double trimShare,
            double cutShare,
            double shutShare,
            double first,
            double beta,
            double trim,
            double weight,
            double sparse,
            double trickle,
            double reopened,
            Duration hold) {
        public Cutting {
            Figure.between("shutShare", shutShare, 0.5, 1);
            Figure.between("cutShare", cutShare, 0, shutShare);
            Figure.between("trimShare", trimShare, 0, cutShare);
            Figure.between("first", first, 0.01, 1);
            Figure.between("beta", beta, 0.01, 1);
            Figure.between("trim", trim, 0.01, 1);
            Figure.between("weight", weight, 0.01, 1);
            Figure.between("sparse", sparse, 0.01, 1);
            Figure.between("trickle", trickle, 0.01, 1);
            Figure.between("reopened", reopened, 0.01, 1);
            Bounds.between("hold", hold, Duration.ZERO, Duration.ofMinutes(10));
        }

        public Cutting with(double otherBeta, double otherTrim, double otherCut, double otherShut) {
            return new Cutting(
                    otherTrim, otherCut, otherShut, first, otherBeta, trim, weight, sparse, trickle, reopened, hold);
        }

        static final Cutting DEFAULT =
                new Cutting(0.003, 0.06, 0.95, 0.9, 0.98, 0.3, 0.7, 0.85, 0.09, 0.93, Duration.ofMillis(3_400));
    }

    /**
     * What the absence of refusals does, before the first one and where calls are rare. Shares are of the plateau or the rate, a
     * second, or, where calls are few, as long as {@code unit} of them take.
     *
     * @param rest how long the plateau is held before the rate looks beyond it
     * @param slope how fast it looks beyond
     * @param restBelow as {@code rest}, where the capacity fell from a summit and may return to it
     * @param slopeBelow as {@code slope}, there
     * @param beyond from how far above the plateau on the capacity has risen: growth is free
     * @param toSummit how fast the rate then returns to where it was before
     * @param nearSummit until how close to it
     * @param kept a rate that is refused below this share of the summit leaves the summit where it is
     * @param toUnknown how fast it grows where nothing is known; for AIMD, the step
     * @param start by what a rate is multiplied each epoch before the first refusal (slow start, RFC 5681)
     * @param firstCalls and how many calls such an epoch has at least
     * @param used what of the rate must have been asked for: an unused rate says nothing (RFC 7661)
     * @param unit how many calls a second stands for, at least
     * @param slowness above so many times the usual latency the rate does not grow
     */
    public record Growing(
            Duration rest,
            double slope,
            Duration restBelow,
            double slopeBelow,
            double beyond,
            double toSummit,
            double nearSummit,
            double kept,
            double toUnknown,
            double start,
            double firstCalls,
            double used,
            double unit,
            double slowness) {
        public Growing {
            Bounds.between("rest", rest, Duration.ofMillis(1), Duration.ofHours(1));
            Bounds.between("restBelow", restBelow, Duration.ofMillis(1), Duration.ofHours(1));
            Figure.between("slope", slope, 0, 1);
            Figure.between("slopeBelow", slopeBelow, 0, 1);
            Figure.between("toSummit", toSummit, 0, 1);
            Figure.between("nearSummit", nearSummit, 0, 1);
            Figure.between("kept", kept, 0, 1);
            Figure.between("toUnknown", toUnknown, 0, 1);
            Figure.between("used", used, 0, 1);
            Figure.between("beyond", beyond, 1, 100);
            Figure.between("start", start, 1, 100);
            Figure.between("firstCalls", firstCalls, 1, 1_000);
            Figure.between("unit", unit, 1, 100);
            Figure.between("slowness", slowness, 1, 100);
        }

        static final Growing DEFAULT = new Growing(
                Duration.ofSeconds(6),
                0.006,
                Duration.ofSeconds(3),
                0.01,
                1.1,
                0.35,
                0.93,
                0.87,
                0.01,
                1.7,
                2,
                0.8,
                5,
                2);
    }

    /**
     * How the rate is steered at the edge. Growth is a share of the rate, a second; calls are counted in seconds of the rate.
     *
     * @param slope growth while nothing is refused, at first: small, so that refusals stop it before it has gone far
     * @param missed after so many refusals that were due and did not come it is twice as fast, and faster by their square
     * @param few as many refusals are taken to have been due as if there were so many calls a second, at least: a slow rate
     *     has too few of them to wait for
     * @param calm how much less that counts at the summit, where the capacity has been before and ended
     * @param eager how many times as fast it is below the summit
     * @param most and never faster than this: what it grows until outcomes are known is too much
     * @param patience so many calls beyond the last edge, without a refusal, prove that the capacity has risen
     * @param toSummit how fast the rate then returns to the summit
     * @param near until how close to it
     * @param stored so many calls a downstream may have stored that was not used up; they prove nothing
     * @param sure so many calls prove that it has risen beyond the summit
     * @param toUnknown how fast the rate grows then
     * @param recovery how long the way back to the plateau takes after a cut
     * @param kept an edge above this share of the summit is the summit
     */
    public record Edge(
            double slope,
            double missed,
            double few,
            double calm,
            double eager,
            double most,
            double patience,
            double toSummit,
            double near,
            double stored,
            double sure,
            double toUnknown,
            Duration recovery,
            double kept) {
        public Edge {
            Figure.between("slope", slope, 0, 1);
            Figure.between("missed", missed, 0.01, 1_000);
            Figure.between("few", few, 0, 1_000);
            Figure.between("calm", calm, 0, 1);
            Figure.between("eager", eager, 1, 100);
            Figure.between("most", most, slope, 1);
            Figure.between("patience", patience, 0, 100);
            Figure.between("toSummit", toSummit, 0, 1);
            Figure.between("near", near, 0.01, 1);
            Figure.between("stored", stored, 0, 1);
            Figure.between("sure", sure, patience, 1_000);
            Figure.between("toUnknown", toUnknown, 0, 1);
            Bounds.between("recovery", recovery, Duration.ofMillis(1), Duration.ofHours(1));
            Figure.between("kept", kept, 0, 1);
        }

        static final Edge DEFAULT =
                new Edge(0.001, 0.7, 30, 1 / 16.0, 6, 0.02, 0.05, 0.5, 0.97, 0.5, 1, 0.05, Duration.ofSeconds(2), 0.85);
    }

    /**
     * What a Retry-After does.
     *
     * @param first the longest pause that is believed at first
     * @param least the shortest that distrust makes of it
     * @param most the longest that confirmed pauses make of it
     * @param jitter up to which part of a pause is added to it, at random
     * @param evidence how many calls sent during a pause confirm or refute it
     */
    public record Pausing(Duration first, Duration least, Duration most, double jitter, int evidence) {
        public Pausing {
            Bounds.between("least", least, Duration.ofMillis(1), Duration.ofHours(1));
            Bounds.between("first", first, least, Duration.ofHours(1));
            Bounds.between("most", most, first, Duration.ofHours(24));
            Figure.between("jitter", jitter, 0, 1);
            Bounds.between("evidence", evidence, 1, 1_000_000);
        }

        public Pausing with(Duration otherFirst, Duration otherMost) {
            return new Pausing(otherFirst, least, otherMost, jitter, evidence);
        }

        static final Pausing DEFAULT =
                new Pausing(Duration.ofSeconds(6), Duration.ofMillis(50), Duration.ofMinutes(5), 0.1, 3);
    }
}
