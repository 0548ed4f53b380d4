package dev.headgate.local.demo;

import dev.headgate.local.gateway.HiddenRate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rate that follows and the limit that it was not told, second by second, for the chart.
 *
 * @param headgate what Headgate grants, calls a second
 * @param hidden what the gateway takes
 */
public record Rates(List<Double> headgate, List<Integer> hidden) {
    private static final long NANOS = 1_000_000_000L;

    /** @param samples the nearest one to each second */
    static Rates of(List<Sample> samples, Capacity capacity, HiddenRate hidden) {
        double declared = capacity.declared().ratePerSecond();
        return new Rates(
                samples.stream()
                        .map(sample -> sample.ratePerSecond() > 0 ? sample.ratePerSecond() : declared)
                        .map(rate -> Summary.round(rate, 2))
                        .toList(),
                IntStream.range(0, samples.size())
                        .mapToObj(second -> hidden.at(second * NANOS).ratePerSecond())
                        .toList());
    }
}
