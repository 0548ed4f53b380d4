package dev.headgate.lambda;

import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.worker.Permits;
import java.time.Duration;
import java.time.Instant;

/** The gateway's limit, by its name. */
record GatewayLimit(PermitGranter granter, String limit) implements Permits {
    @Override
    public Decision acquire(int permits, Duration maxWait, Instant now) {
        return granter.acquire(PermitRequest.of(limit, null, permits, maxWait, null), now);
    }

    @Override
    public void pause(Instant until, Instant now) {
        granter.pause(limit, null, until, now);
    }
}
