package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks of callers that start at once: the permit and the check of the circuit are one decision. Thread-safe.
 *
 * <p>The circuit is asked first. Its refusal has spent nothing, and a limit's refusal gives back the probe that was taken,
 * exactly as it was; a permit that was taken first could only be given back as far as nobody has reserved behind it.
 */
public final class CheckedPermits {
    private final DurablePermits permits;
    private final CircuitBreaker circuits;

    public CheckedPermits(DurablePermits permits, CircuitBreaker circuits) {
        this.permits = permits;
        this.circuits = circuits;
    }

    /**
     * What came of an ask.
     *
     * @param admission what the circuit answered; null where a limit has refused, and the probe is given back
     */
    public record Checked(Decision decision, @Nullable Admission admission) {}

    /**
     * Returns what {@link DurablePermits#acquire} and {@link CircuitBreaker#check} do; granted only where both agree. A probe
     * is taken only with a permit, a permit only where the circuit lets the call through. The same request asked again takes
     * a probe of its own; the one of an answer that was lost is free when its lease is over.
     *
     * @param request names the circuit and does not wait
     * @param probeLease how long the call may take as a probe, 1 s to 1 h; null for what the circuit's settings say
     * @throws dev.headgate.InvalidRequestException also if the request names no circuit, waits, or is for several calls
     */
    public Checked acquire(PermitRequest request, @Nullable Duration probeLease, Instant now) {
        String circuit = Bounds.present("circuit", request.circuit());
        Bounds.between("maxWait of an ask with a check", request.maxWait(), Duration.ZERO, Duration.ZERO);
        return switch (circuits.check(circuit, probeLease, now)) {
            case Admission.Refused refused ->
                new Checked(new Denied(Reason.CIRCUIT_OPEN, circuit, refused.retryAt()), refused);
            case Admission.Allowed allowed -> taken(request, circuit, allowed, now);
        };
    }

    private Checked taken(PermitRequest request, String circuit, Admission.Allowed allowed, Instant now) {
        try {
            return switch (permits.acquire(request.withoutCircuit(), now)) {
                case Granted granted -> new Checked(granted, allowed);
                case Denied denied -> {
                    circuits.giveBack(circuit, allowed, now);
                    yield new Checked(denied, null);
                }
            };
        } catch (RuntimeException e) {
            circuits.giveBack(circuit, allowed, now);
            throw e;
        }
    }
}
