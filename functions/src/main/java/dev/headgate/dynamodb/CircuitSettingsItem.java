package dev.headgate.dynamodb;

import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Probing.CloseBy;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.Thresholds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A circuit's settings as a map in its item. The names are short and what is off is left out, since each write of the
 * circuit pays for the whole item: {@code wc} calls of the window, or {@code wt} its milliseconds and {@code wb} its
 * buckets; {@code fr}, {@code sr} the rates of failures and slow calls, {@code sa} slow after so many milliseconds,
 * {@code mc} minimum calls, {@code cf} consecutive failures; {@code of} open for so many milliseconds, {@code og} growth,
 * {@code om} at most, {@code oj} jitter, {@code oa} automatic; {@code hp} probes, {@code hl} their lease, {@code hr} by
 * rate, {@code hs} successes, {@code ht} time-out; {@code rf}, {@code ri} rules; {@code fl} flush interval; {@code us}
 * refuse without the store.
 */
final class CircuitSettingsItem {
    /** How many probes there may be; a condition compares with it. */
    static final String PROBES = "hp";

    private final Map<String, AttributeValue> map;

    private CircuitSettingsItem(Map<String, AttributeValue> map) {
        this.map = map;
    }

    static Map<String, AttributeValue> of(CircuitSettings settings) {
        CircuitSettingsItem item = new CircuitSettingsItem(new HashMap<>());
        switch (settings.window()) {
            case SlidingWindow.OfTime(Duration length, int buckets) ->
                item.put("wt", length.toMillis()).put("wb", buckets);
            case SlidingWindow.OfCalls(int calls) -> item.put("wc", calls);
        }
        item.put(settings.trips()).put(settings.open()).put(settings.halfOpen()).put(settings.rules());
        item.put("fl", settings.flushInterval().toMillis());
        item.put("us", settings.withoutStore() == WithoutStore.REFUSE ? 1 : 0);
        return item.map;
    }

    static CircuitSettings settings(String name, Map<String, AttributeValue> map) {
        CircuitSettingsItem item = new CircuitSettingsItem(map);
        return new CircuitSettings(
                name,
                item.window(),
                item.trips(),
                item.open(),
                item.halfOpen(),
                new Rules(item.rules("rf"), item.rules("ri")),
                item.millis("fl"),
                item.number("us") == 1 ? WithoutStore.REFUSE : WithoutStore.ALLOW);
    }

    private CircuitSettingsItem put(Thresholds trips) {
        put("fr", trips.failureRate()).put("mc", trips.minimumCalls()).put("cf", trips.consecutiveFailures());
        return put("sr", trips.slowRate()).put("sa", trips.slowAfter().toMillis());
    }

    private CircuitSettingsItem put(Opening open) {
        put("of", open.first().toMillis()).put("om", open.longest().toMillis());
        return put("og", open.growthPercent()).put("oj", open.jitterPercent()).put("oa", open.automatic() ? 1 : 0);
    }

    private CircuitSettingsItem put(Probing halfOpen) {
        put(PROBES, halfOpen.probes()).put("hl", halfOpen.lease().toMillis()).put("hs", halfOpen.successes());
        return put("hr", halfOpen.closeBy() == CloseBy.RATE ? 1 : 0)
                .put("ht", halfOpen.timeout().toMillis());
    }

    private CircuitSettingsItem put(Rules rules) {
        return put("rf", rules.failures()).put("ri", rules.ignored());
    }

    private CircuitSettingsItem put(String name, Set<String> rules) {
        if (!rules.isEmpty()) {
            map.put(name, Attributes.string(String.join(",", new TreeSet<>(rules))));
        }
        return this;
    }

    private CircuitSettingsItem put(String name, long value) {
        if (value != 0) {
            map.put(name, Attributes.number(value));
        }
        return this;
    }

    private SlidingWindow window() {
        return map.containsKey("wc")
                ? new SlidingWindow.OfCalls(number("wc"))
                : new SlidingWindow.OfTime(millis("wt"), number("wb"));
    }

    private Thresholds trips() {
        return new Thresholds(number("fr"), number("sr"), millis("sa"), number("mc"), number("cf"));
    }

    private Opening open() {
        return new Opening(millis("of"), number("og"), millis("om"), number("oj"), number("oa") == 1);
    }

    private Probing halfOpen() {
        CloseBy closeBy = number("hr") == 1 ? CloseBy.RATE : CloseBy.SUCCESSES;
        return new Probing(number(PROBES), millis("hl"), closeBy, number("hs"), millis("ht"));
    }

    private Set<String> rules(String name) {
        AttributeValue rules = map.get(name);
        return rules == null ? Set.of() : Set.of(rules.s().split(",", -1));
    }

    private int number(String name) {
        return Math.toIntExact(Attributes.number(map, name, 0));
    }

    private Duration millis(String name) {
        return Duration.ofMillis(Attributes.number(map, name, 0));
    }
}
