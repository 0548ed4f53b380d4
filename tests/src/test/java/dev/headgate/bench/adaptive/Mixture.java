package dev.headgate.bench.adaptive;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Two settings by turns, so long each that a wanted share of the calls is refused: what a family can reach at exactly that
 * share, between the settings that were tried. One that has fewer refused is a mixture with itself.
 */
final class Mixture {
    /** In points. */
    private static final double FAR = 3;

    private Mixture() {}

    /** A mixture of two, and what it uses. */
    private record Pair<T>(T fewer, T more, double utilisation, double refused) {}

    /** Returns the best two; one twice where no mixture uses more; none where all have more refused. */
    static Stream<Tried> best(List<Tried> tried, double refused) {
        return pairs(tried, Tried::figures, refused)
                .map(pair -> Stream.of(pair.fewer(), pair.more()))
                .orElse(Stream.empty());
    }

    /** Returns those that may be of use: none that is far below the best mixture with as many refused. */
    static Stream<Tried> near(List<Tried> tried) {
        return tried.stream()
                .filter(one -> pairs(tried, Tried::figures, one.figures().refused()).stream()
                        .allMatch(best -> best.utilisation() - one.figures().utilisation() <= FAR));
    }

    /** Returns what the best mixture comes to; its other figures are those of the part with fewer refusals. */
    static Optional<Figures> at(List<Figures> settings, double refused) {
        return pairs(settings, Function.identity(), refused)
                .map(pair -> new Figures(
                        pair.utilisation(),
                        Math.min(pair.fewer().lowest(), pair.more().lowest()),
                        Math.max(pair.fewer().highest(), pair.more().highest()),
                        Math.max(pair.fewer().deviation(), pair.more().deviation()),
                        pair.refused(),
                        pair.fewer().settling(),
                        pair.fewer().overshoot()));
    }

    private static <T> Optional<Pair<T>> pairs(List<T> of, Function<T, Figures> figures, double refused) {
        return of.stream()
                .filter(fewer -> figures.apply(fewer).refused() <= refused)
                .flatMap(fewer -> of.stream()
                        .filter(more ->
                                more.equals(fewer) || figures.apply(more).refused() > refused)
                        .map(more -> pair(fewer, more, figures, refused)))
                .max(Comparator.comparingDouble(Pair::utilisation));
    }

    private static <T> Pair<T> pair(T fewer, T more, Function<T, Figures> figures, double refused) {
        Figures low = figures.apply(fewer);
        Figures high = figures.apply(more);
        double share = fewer.equals(more) ? 0 : (refused - low.refused()) / (high.refused() - low.refused());
        return new Pair<>(
                fewer,
                more,
                low.utilisation() + share * (high.utilisation() - low.utilisation()),
                low.refused() + share * (high.refused() - low.refused()));
    }
}
