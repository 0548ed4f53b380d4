package dev.headgate.bench.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The simulation does what it says, and the rate does in it what the benchmark asks, on a few seeds. */
class SimulationTest {
    private static final int SEEDS = 3;

    @Test
    void ours_usesWhatIsAsked_atNoMoreRefusalsThanAsked() {
        Scenarios.all().stream().filter(scenario -> scenario.asked() > 0).forEach(scenario -> {
            Figures ours = Figures.of(scenario, AdaptiveBenchmark.OURS, SEEDS);
            assertThat(ours.utilisation()).as(scenario.name()).isGreaterThan(scenario.asked());
            assertThat(ours.refused()).as(scenario.name()).isLessThan(3.2);
        });
    }

    @Test
    void ours_usesAWindowThatItIsNotToldOf() {
        Scenario windows = Scenarios.all().stream()
                .filter(scenario -> scenario.name().equals("window 10 s"))
                .findFirst()
                .orElseThrow();
        Figures ours = Figures.of(windows, AdaptiveBenchmark.OURS, SEEDS);
        assertThat(ours.utilisation()).isGreaterThan(90);
        assertThat(ours.refused()).isLessThan(9);
    }

    @Test
    void downstream_takesItsCapacityAndNoMore_fromACallerThatIgnoresRefusals() {
        Scenario scenario = Scenarios.all().getFirst();
        Contender flood = new Contender("static", "flood", (_, _) -> new StaticRate(200, 0));
        Run run = Simulation.run(scenario, flood, 1);
        assertThat(run.utilisation()).isCloseTo(1, within(0.01));
        assertThat(run.refused()).isCloseTo(1 - 80 / 200.0, within(0.02));
    }

    @Test
    void run_isTheSame_forTheSameSeed() {
        Scenario scenario = Scenarios.all().getFirst();
        assertThat(Simulation.run(scenario, AdaptiveBenchmark.OURS, 7))
                .isEqualTo(Simulation.run(scenario, AdaptiveBenchmark.OURS, 7));
    }
}
