package dev.headgate.local.demo;

import dev.headgate.local.gateway.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the circuit lived through the gateway's outage, by what the table said four times a second.
 *
 * @param outFromSeconds when the outage began, after the first call
 * @param outUntilSeconds when it ended
 * @param openedAfterSeconds from the outage's begin until the circuit was seen open; null if it never was
 * @param mostProbesAtOnce the most places of probes that were seen taken at once, those of earlier rounds included
 * @param recoveredAfterSeconds from the outage's end until the circuit was seen closed; null if it was not
 */
public record Recovery(
        double outFromSeconds,
        double outUntilSeconds,
        @Nullable Double openedAfterSeconds,
        int mostProbesAtOnce,
        @Nullable Double recoveredAfterSeconds) {

    /**
     * Returns what the samples say, in order of time.
     *
     * @param firstCall what the outage is counted from
     */
    static Recovery of(Outage outage, Instant firstCall, List<Sample> samples) {
        Instant begin = firstCall.plus(outage.from());
        Instant end = begin.plus(outage.length());
        Optional<Instant> opened =
                first(samples, begin, sample -> sample.circuit().equals("OPEN"));
        Optional<Instant> closed = opened.flatMap(at -> first(
                samples, at.isAfter(end) ? at : end, sample -> sample.circuit().equals("CLOSED")));
        return new Recovery(
                seconds(firstCall, begin),
                seconds(firstCall, end),
                opened.map(at -> seconds(begin, at)).orElse(null),
                samples.stream().mapToInt(Sample::probesOut).max().orElse(0),
                closed.map(at -> seconds(end, at)).orElse(null));
    }

    private static Optional<Instant> first(List<Sample> samples, Instant from, Predicate<Sample> wanted) {
        return samples.stream()
                .filter(sample -> !sample.at().isBefore(from))
                .filter(wanted)
                .map(Sample::at)
                .findFirst();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
