package dev.headgate.dynamodb;

import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Algorithm;
import dev.headgate.adaptive.Cutting;
import dev.headgate.adaptive.Measuring;
import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.Pausing;
import dev.headgate.adaptive.Tuning;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a limit's rate follows, in its item: {@code adaptive}, a map of {@code mode}, {@code algorithm}, {@code floor},
 * {@code ceiling} (permits a second), {@code beta}, {@code trimShare}, {@code cutShare}, {@code shutShare}, {@code epochMillis},
 * {@code epochCalls}, {@code pauseMillis}, {@code pauseAtMostMillis}.
 */
final class AdaptiveItem {
    private static final String NAME = "adaptive";

    private AdaptiveItem() {}

    /** An empty map says that the limit does not follow: what it was before must not stay. */
    static void put(@Nullable AdaptiveSettings settings, Map<String, AttributeValue> item) {
        item.put(NAME, AttributeValue.fromM(settings == null ? Map.of() : of(settings)));
    }

    /** Returns the settings; empty if the limit does not follow. */
    static Optional<AdaptiveSettings> read(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> of = Attributes.map(item, NAME);
        return of.isEmpty() ? Optional.empty() : Optional.of(settings(of));
    }

    private static Map<String, AttributeValue> of(AdaptiveSettings settings) {
        Tuning tuning = settings.tuning();
        Map<String, AttributeValue> of = new HashMap<>();
        of.put("mode", Attributes.string(settings.mode().name()));
        of.put("algorithm", Attributes.string(settings.algorithm().name()));
        of.put("floor", Attributes.decimal(settings.floor()));
        of.put("ceiling", Attributes.decimal(settings.ceiling()));
        of.put("beta", Attributes.decimal(tuning.cutting().beta()));
        of.put("trimShare", Attributes.decimal(tuning.cutting().trimShare()));
        of.put("cutShare", Attributes.decimal(tuning.cutting().cutShare()));
        of.put("shutShare", Attributes.decimal(tuning.cutting().shutShare()));
        of.put("epochMillis", Attributes.number(tuning.measuring().epoch().toMillis()));
        of.put("epochCalls", Attributes.number(tuning.measuring().calls()));
        of.put("pauseMillis", Attributes.number(tuning.pausing().first().toMillis()));
        of.put("pauseAtMostMillis", Attributes.number(tuning.pausing().most().toMillis()));
        return of;
    }

    private static AdaptiveSettings settings(Map<String, AttributeValue> of) {
        return new AdaptiveSettings(
                Mode.valueOf(Attributes.string(of, "mode", Mode.OFF.name())),
                Algorithm.valueOf(Attributes.string(of, "algorithm", Algorithm.GOODPUT.name())),
                Attributes.decimal(of, "floor", 1),
                Attributes.decimal(of, "ceiling", 1),
                tuning(of));
    }

    private static Tuning tuning(Map<String, AttributeValue> of) {
        Tuning usual = Tuning.DEFAULT;
        Cutting cutting = usual.cutting();
        Measuring measuring = usual.measuring();
        Pausing pausing = usual.pausing();
        return usual.with(cutting.with(
                        Attributes.decimal(of, "beta", cutting.beta()),
                        Attributes.decimal(of, "trimShare", cutting.trimShare()),
                        Attributes.decimal(of, "cutShare", cutting.cutShare()),
                        Attributes.decimal(of, "shutShare", cutting.shutShare())))
                .with(measuring.with(millis(of, "epochMillis", measuring.epoch()), (int)
                        Attributes.number(of, "epochCalls", measuring.calls())))
                .with(pausing.with(
                        millis(of, "pauseMillis", pausing.first()), millis(of, "pauseAtMostMillis", pausing.most())));
    }

    private static Duration millis(Map<String, AttributeValue> of, String name, Duration otherwise) {
        return Duration.ofMillis(Attributes.number(of, name, otherwise.toMillis()));
    }
}
