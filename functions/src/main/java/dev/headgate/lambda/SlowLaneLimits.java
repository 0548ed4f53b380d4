package dev.headgate.lambda;

import dev.headgate.adaptive.CallEnd;
import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Priority;
import dev.headgate.worker.Permits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The slow lane's limit and the gateway's, asked for together: one moment at which both let a call start.
 *
 * @param slow the name of the slow lane's limit
 */
record SlowLaneLimits(PermitGranter granter, GatewayLimit gateway, String slow) implements Permits {
    @Override
    public Decision acquire(int permits, Duration maxWait, Instant now) {
        List<Claim> both = List.of(new Claim(slow, null, permits), new Claim(gateway.limit(), null, permits));
        return granter.acquire(new PermitRequest(both, maxWait, false, Priority.LOW, null, null), now);
    }

    /** An ask of several limits is for one call. */
    @Override
    public int most() {
        return 1;
    }

    @Override
    public Optional<Instant> record(CallEnd end, Instant now) {
        return gateway.record(end, now);
    }
}
