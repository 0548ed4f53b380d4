package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.adjust.Aim;
import dev.headgate.adjust.Range;
import dev.headgate.adjust.Step;
import dev.headgate.adjust.Targets;
import dev.headgate.permit.Ceiling;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import dev.headgate.testing.expressions.ExpressionClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The adjuster's part of a limit's item, beside what is declared. */
class DynamoDbCeilingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit LIMIT =
            new RateLimit("x", 100, Duration.ofSeconds(1), 50, Duration.ZERO, Policy.SHARED);
    private static final AdjusterSettings SETTINGS = new AdjusterSettings(
            AdjusterSettings.Mode.OFF,
            new Step(5, 60, 7, Duration.ofSeconds(30), Duration.ofSeconds(90)),
            new Targets(
                    new Range(3, 400),
                    List.of(new Targets.MapRuns("machine", 4)),
                    List.of(new Targets.Queue("mapping", new Range(2, 9), true)),
                    List.of(new Targets.Reserved("function", new Range(1, 8)))),
            Set.of("recovery"),
            Set.of("throttles", "refused"));

    private final ExpressionClient client = new ExpressionClient();
    private final String table = client.createTable("name");
    private final DynamoDbLimitStore limits = new DynamoDbLimitStore(client, table);
    private final DynamoDbCeilings ceilings = new DynamoDbCeilings(client, table);

    @Test
    void settings_areWhatWasDeclared_orNone() {
        assertThat(ceilings.settings("x")).isEmpty();
        limits.put(LIMIT, NOW);
        assertThat(ceilings.settings("x")).isEmpty();
        limits.put(LIMIT, Optional.of(SETTINGS), NOW);
        assertThat(ceilings.settings("x")).contains(SETTINGS);
    }

    @Test
    void ceiling_isSeenByWhoReadsTheLimit_asALaterChange() {
        limits.put(LIMIT, Optional.of(SETTINGS), NOW);
        ceilings.put(new Aim.Ceiling("x", 25, 100), NOW.minusSeconds(60));
        assertThat(found().policy().ceiling()).isEqualTo(new Ceiling(25, 100));
        long version = found().options().version();
        assertThat(version)
                .as("later than the declaration, though this clock is behind")
                .isGreaterThan(LIMIT.options().putAt(NOW).version());
        ceilings.put(new Aim.Ceiling("x", 25, 100), NOW.plusSeconds(60));
        assertThat(found().options().version()).as("put again, nothing changes").isEqualTo(version);
        ceilings.put(new Aim.Ceiling("x", 50, null), NOW.plusSeconds(61));
        assertThat(found().policy().ceiling()).isEqualTo(new Ceiling(50, null));
    }

    @Test
    void redeclaredLimit_keepsItsCeiling_andLosesItWithItsAdjuster() {
        limits.put(LIMIT, Optional.of(SETTINGS), NOW);
        ceilings.put(new Aim.Ceiling("x", 25, 100), NOW);
        limits.put(LIMIT, Optional.of(SETTINGS), NOW.plusSeconds(1));
        assertThat(found().policy().ceiling()).isEqualTo(new Ceiling(25, 100));
        limits.put(LIMIT, NOW.plusSeconds(2));
        assertThat(found().policy().ceiling()).isEqualTo(Ceiling.NONE);
    }

    @Test
    void limitThatIsGone_isNotMadeAgain() {
        assertThatThrownBy(() -> ceilings.put(new Aim.Ceiling("x", 25, 100), NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("limit x is being declared anew");
        assertThat(limits.find("x", NOW)).isEmpty();
    }

    private RateLimit found() {
        return (RateLimit) limits.find("x", NOW).orElseThrow();
    }
}
