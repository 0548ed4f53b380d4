package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Algorithm;
import dev.headgate.adaptive.Cutting;
import dev.headgate.adaptive.Measuring;
import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.Pausing;
import dev.headgate.adaptive.Tuning;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The property {@code Adaptive} of a RATE limit: how its rate follows the downstream. */
final class AdaptiveProperties {
    private static final String NAME = "Adaptive";
    private static final Set<String> KNOWN = Set.of(
            "Mode",
            "Algorithm",
            "Floor",
            "Ceiling",
            "Beta",
            "TrimShare",
            "CutShare",
            "ShutShare",
            "EpochMillis",
            "EpochCalls",
            "PauseSeconds",
            "PauseAtMostSeconds");

    private AdaptiveProperties() {}

    /**
     * Returns the settings; empty if the property is not there.
     *
     * @throws InvalidRequestException naming the property, its bound and the value
     */
    static Optional<AdaptiveSettings> read(Properties limit) {
        return limit.map(NAME, KNOWN).map(AdaptiveProperties::settings);
    }

    private static AdaptiveSettings settings(Properties of) {
        try {
            return new AdaptiveSettings(
                    of.oneOf("Mode", Mode.OFF),
                    of.oneOf("Algorithm", Algorithm.GOODPUT),
                    of.decimal("Floor"),
                    of.decimal("Ceiling"),
                    tuning(of));
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(NAME + "." + e.getMessage());
        }
    }

    private static Tuning tuning(Properties of) {
        Tuning usual = Tuning.DEFAULT;
        Cutting cutting = usual.cutting();
        Measuring measuring = usual.measuring();
        Pausing pausing = usual.pausing();
        return usual.with(cutting.with(
                        of.decimal("Beta", cutting.beta()),
                        of.decimal("TrimShare", cutting.trimShare()),
                        of.decimal("CutShare", cutting.cutShare()),
                        of.decimal("ShutShare", cutting.shutShare())))
                .with(measuring.with(
                        Duration.ofMillis(
                                of.whole("EpochMillis", measuring.epoch().toMillis())),
                        of.wholeInt("EpochCalls", measuring.calls())))
                .with(pausing.with(
                        Duration.ofSeconds(
                                of.whole("PauseSeconds", pausing.first().toSeconds())),
                        Duration.ofSeconds(
                                of.whole("PauseAtMostSeconds", pausing.most().toSeconds()))));
    }
}
