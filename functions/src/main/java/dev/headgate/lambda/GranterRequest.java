package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.permit.Holder;
import dev.headgate.permit.PermitId;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Priority;
import dev.headgate.permit.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to the permit granter. Each action has its own fields; the others must be absent.
 *
 * @param action ACQUIRE if absent
 * @param limits ACQUIRE, PAUSE, RESUME: 1 to 10; PEEK: 1
 * @param maxWaitSeconds 0 if absent: all of it now
 * @param paced whether the units are calls of their own, one after another; otherwise the weight of one call. True if
 *     absent and there is one limit; false for several
 * @param priority NORMAL if absent
 * @param circuit refuses the ask while it lets nothing through
 * @param check checks the circuit, too, for a call that starts at once: a probe is taken with the permit
 * @param probeLeaseSeconds how long the call may take as a probe, with {@code check}
 * @param align answer after the fraction of a second that makes the wait a whole number of seconds
 * @param requestId makes the permit durable: asked for again, it is answered the same
 * @param owner the execution at whose end the durable permit ends
 * @param permitId the durable permit that SETTLE, CANCEL, RELEASE or RENEW is about
 * @param used SETTLE: what the call really used; limits that are not named cost what was asked
 * @param until PAUSE: when the pause ends, RFC 3339; at most 30 days ahead
 * @param pauseSeconds PAUSE: how long it lasts, instead of {@code until}
 */
record GranterRequest(
        @Nullable GranterAction action,
        @Nullable List<AskedLimit> limits,
        @Nullable Long maxWaitSeconds,
        @Nullable Boolean paced,
        @Nullable Priority priority,
        @Nullable String circuit,
        @Nullable Boolean check,
        @Nullable Long probeLeaseSeconds,
        @Nullable Boolean align,
        @Nullable String requestId,
        @Nullable String owner,
        @Nullable String permitId,
        @Nullable List<UsedPermits> used,
        @Nullable String until,
        @Nullable Long pauseSeconds) {

    GranterRequest {
        action = action == null ? GranterAction.ACQUIRE : action;
        action.refuseOthers("limits", limits);
        action.refuseOthers("maxWaitSeconds", maxWaitSeconds);
        action.refuseOthers("paced", paced);
        action.refuseOthers("priority", priority);
        action.refuseOthers("circuit", circuit);
        action.refuseOthers("check", check);
        action.refuseOthers("probeLeaseSeconds", probeLeaseSeconds);
        action.refuseOthers("align", align);
        action.refuseOthers("requestId", requestId);
        action.refuseOthers("owner", owner);
        action.refuseOthers("permitId", permitId);
        action.refuseOthers("used", used);
        action.refuseOthers("until", until);
        action.refuseOthers("pauseSeconds", pauseSeconds);
        switch (action) {
            case ACQUIRE, PEEK, PAUSE, RESUME -> requireCount("limits", limits, 1);
            case SETTLE -> requireCount("used", used, 0);
            case CANCEL, RELEASE, RENEW -> Bounds.present("permitId", permitId);
        }
        if (maxWaitSeconds != null) {
            Bounds.between("maxWaitSeconds", maxWaitSeconds, 0, PermitRequest.LONGEST_WAIT.toSeconds());
        }
        if (Boolean.TRUE.equals(check)) {
            requireCheckable(circuit, maxWaitSeconds, paced);
        }
        requireProbeLease(probeLeaseSeconds, Boolean.TRUE.equals(check));
        if (action == GranterAction.PAUSE) {
            new PauseEnd(until, pauseSeconds).requireOneForm();
        }
        if (owner != null && requestId == null) {
            throw new InvalidRequestException("requestId must be given with owner, got: nothing");
        }
    }

    private static void requireCount(String field, @Nullable List<?> list, int least) {
        List<?> elements = Bounds.present(field, list);
        int count = elements.size();
        if (count < least || count > PermitRequest.MOST_CLAIMS) {
            throw new InvalidRequestException("%s must have %d to %d elements, got: %d"
                    .formatted(field, least, PermitRequest.MOST_CLAIMS, count));
        }
        for (int i = 0; i < count; i++) {
            Bounds.present(field + "[" + i + "]", elements.get(i));
        }
    }

    /** A check is of one call, and true for the moment only. */
    private static void requireCheckable(
            @Nullable String circuit, @Nullable Long maxWaitSeconds, @Nullable Boolean paced) {
        if (circuit == null) {
            throw new InvalidRequestException("circuit must be given with check, got: nothing");
        }
        if (maxWaitSeconds != null && maxWaitSeconds != 0) {
            throw new InvalidRequestException("maxWaitSeconds must be 0 with check, got: " + maxWaitSeconds);
        }
        if (Boolean.TRUE.equals(paced)) {
            throw new InvalidRequestException("paced must be false with check, got: true");
        }
    }

    private static void requireProbeLease(@Nullable Long seconds, boolean checks) {
        if (seconds == null) {
            return;
        }
        if (!checks) {
            throw new InvalidRequestException("probeLeaseSeconds must be absent without check, got: " + seconds);
        }
        Bounds.between("probeLeaseSeconds", seconds, 1, CircuitSettings.LONGEST.toSeconds());
    }

    boolean checks() {
        return Boolean.TRUE.equals(check);
    }

    @Nullable
    Duration probeLease() {
        return probeLeaseSeconds == null ? null : Duration.ofSeconds(probeLeaseSeconds);
    }

    /** @throws InvalidRequestException if the pause would not end after now and within 30 days */
    Instant toUntil(Instant now) {
        return new PauseEnd(until, pauseSeconds).at(now);
    }

    List<AskedLimit> toLimits() {
        return Bounds.present("limits", limits);
    }

    GranterAction kind() {
        return action == null ? GranterAction.ACQUIRE : action;
    }

    boolean aligned() {
        return Boolean.TRUE.equals(align);
    }

    /** @throws InvalidRequestException if there are several: one limit is looked at at a time */
    AskedLimit only() {
        List<AskedLimit> all = Bounds.present("limits", limits);
        if (all.size() != 1) {
            throw new InvalidRequestException("limits must have exactly 1 element for PEEK, got: " + all.size());
        }
        return all.getFirst();
    }

    PermitRequest toPermitRequest() {
        List<AskedLimit> all = Bounds.present("limits", limits);
        return new PermitRequest(
                all.stream().map(AskedLimit::toClaim).toList(),
                Duration.ofSeconds(maxWaitSeconds == null ? 0 : maxWaitSeconds),
                paced == null ? all.size() == 1 && !checks() : paced,
                priority == null ? Priority.NORMAL : priority,
                circuit,
                requestId == null ? null : new Holder(requestId, owner));
    }

    /** @throws InvalidRequestException if it is missing or not a permit's */
    PermitId toPermitId() {
        return PermitId.parse(Bounds.present("permitId", permitId));
    }

    List<Usage> toUsages() {
        return Bounds.present("used", used).stream().map(UsedPermits::toUsage).toList();
    }
}
