package dev.headgate.adaptive;

import dev.headgate.Bounds;
import java.time.Duration;

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
 * @param trickle what of the plateau is granted at first while the downstream is shut
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
            new Cutting(0.003, 0.045, 0.95, 0.9, 0.98, 0.3, 0.7, 0.85, 0.09, 0.93, Duration.ofMillis(3_400));
}
