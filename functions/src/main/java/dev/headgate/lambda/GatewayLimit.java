package dev.headgate.lambda;

import dev.headgate.adaptive.CallEnd;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Feedback;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.worker.Permits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The gateway's limit, by its name. */
record GatewayLimit(PermitGranter granter, Feedback feedback, String limit) implements Permits {
    @Override
    public Decision acquire(int permits, Duration maxWait, Instant now) {
        return granter.acquire(PermitRequest.of(limit, null, permits, maxWait, null), now);
    }

    @Override
    public Optional<Instant> record(CallEnd end, Instant now) {
        return feedback.record(limit, null, end, now);
    }
}
