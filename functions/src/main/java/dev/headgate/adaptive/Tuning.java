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
 * @param pausing what a Retry-After does
 */
public record Tuning(Measuring measuring, Cutting cutting, Growing growing, Pausing pausing) {
    /** What the benchmark measures. */
    public static final Tuning DEFAULT =
            new Tuning(Measuring.DEFAULT, Cutting.DEFAULT, Growing.DEFAULT, Pausing.DEFAULT);

    public Tuning with(Measuring other) {
        return new Tuning(other, cutting, growing, pausing);
    }

    public Tuning with(Cutting other) {
        return new Tuning(measuring, other, growing, pausing);
    }

    public Tuning with(Pausing other) {
        return new Tuning(measuring, cutting, growing, other);
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
     * @param trimShare above this share of refused calls the rate is trimmed by that share (as DCTCP does, RFC 8257)
     * @param cutShare above this it is set to the measured goodput
     * @param shutShare above this the downstream is taken for shut
     * @param beta what of the measured goodput is granted after a cut; for AIMD, what of the rate
     * @param trim what a trim leaves beyond the share that was refused
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
                    otherTrim, otherCut, otherShut, otherBeta, trim, weight, sparse, trickle, reopened, hold);
        }

        static final Cutting DEFAULT =
                new Cutting(0.008, 0.065, 0.95, 0.96, 0.99, 0.7, 0.85, 0.09, 0.93, Duration.ofSeconds(3));
    }

    /**
     * What the absence of refusals does. Shares are of the plateau or the rate, a second, or, where calls are few, as long
     * as {@code unit} of them take.
     *
     * @param rest how long the plateau is held before the rate looks beyond it
     * @param slope how fast it looks beyond
     * @param restBelow as {@code rest}, where the capacity fell from a summit and may return to it
     * @param slopeBelow as {@code slope}, there
     * @param beyond from how far above the plateau on the capacity has risen: growth is free
     * @param toSummit how fast the rate then returns to where it was before
     * @param nearSummit until how close to it
     * @param toUnknown how fast it grows where nothing is known; for AIMD, the step
     * @param start by what a rate is multiplied each epoch before the first refusal (slow start, RFC 5681)
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
            double toUnknown,
            double start,
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
            Figure.between("toUnknown", toUnknown, 0, 1);
            Figure.between("used", used, 0, 1);
            Figure.between("beyond", beyond, 1, 100);
            Figure.between("start", start, 1, 100);
            Figure.between("unit", unit, 1, 100);
            Figure.between("slowness", slowness, 1, 100);
        }

        static final Growing DEFAULT =
                new Growing(Duration.ofSeconds(6), 0.006, Duration.ofSeconds(3), 0.01, 1.1, 0.2, 1, 0.02, 2, 0.8, 5, 2);
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
                new Pausing(Duration.ofSeconds(10), Duration.ofMillis(250), Duration.ofMinutes(5), 0.1, 3);
    }
}
