package dev.headgate.bench.circuit;

import dev.headgate.circuit.CircuitSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Calls of a fleet at an even rate, on a clock that jumps: each environment makes one after the other, without a pause. */
final class Traffic {
    private final List<? extends Breaker> fleet;
    private final int perSecond;
    private final boolean[] calling;
    private long made;
    private Instant now = Stand.T0;

    /** @param perSecond of the whole fleet: a call takes as long as the fleet takes to come round */
    Traffic(List<? extends Breaker> fleet, int perSecond) {
        this.fleet = fleet;
        this.perSecond = perSecond;
        this.calling = new boolean[fleet.size()];
    }

    /** Has calls begin for so long, which end well or not, as do those that are out before; returns how many were let through. */
    long run(Duration time, boolean well) {
        long let = 0;
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            int environment = (int) (made % fleet.size());
            end(environment, well);
            calling[environment] = fleet.get(environment).allows(now);
            let += calling[environment] ? 1 : 0;
            made++;
            now = Stand.T0.plusNanos(made * 1_000_000_000L / perSecond);
        }
        return let;
    }

    /** Lets the last calls end well, and each environment be called once more when all that waits in it is due. */
    void finish() {
        for (int environment = 0; environment < fleet.size(); environment++) {
            end(environment, true);
        }
        Instant due = now.plus(CircuitSettings.DEFAULT_FLUSH_INTERVAL);
        fleet.forEach(breaker -> breaker.allows(due));
        Arrays.fill(calling, false);
    }

    private void end(int environment, boolean well) {
        if (!calling[environment]) {
            return;
        }
        if (well) {
            fleet.get(environment).succeeded(now);
        } else {
            fleet.get(environment).failed(now);
        }
        calling[environment] = false;
    }
}
