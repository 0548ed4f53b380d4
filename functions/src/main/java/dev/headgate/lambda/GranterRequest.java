package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.permit.Claim;
import dev.headgate.permit.Holder;
import dev.headgate.permit.PermitId;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Priority;
import dev.headgate.permit.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
        @Nullable List<Limit> limits,
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
        @Nullable List<Used> used,
        @Nullable String until,
        @Nullable Long pauseSeconds) {

    private static final long LONGEST_PAUSE = PermitRequest.LONGEST_WAIT.toSeconds();

    /**
     * One limit of an ask.
     *
     * @param permits 1 if absent
     */
    record Limit(
            @Nullable String limit,
            @Nullable Integer permits,
            @Nullable String key) {
        Limit {
            Bounds.name("limit", limit);
            if (permits != null) {
                Bounds.between("permits", permits, 1, Claim.MOST_PERMITS);
            }
        }

        Claim toClaim() {
            return new Claim(Bounds.present("limit", limit), key, permits == null ? 1 : permits);
        }
    }

    /** What a call really used of one limit. */
    record Used(
            @Nullable String limit,
            @Nullable Integer permits,
            @Nullable String key) {
        Used {
            Bounds.name("limit", limit);
            Bounds.between("permits", Bounds.present("permits", permits), 0, Usage.MOST_PERMITS);
        }

        Usage toUsage() {
            return new Usage(Bounds.present("limit", limit), key, Bounds.present("permits", permits));
        }
    }

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
        requireCheckable(Boolean.TRUE.equals(check), circuit, maxWaitSeconds, paced);
        if (probeLeaseSeconds != null && !Boolean.TRUE.equals(check)) {
            throw new InvalidRequestException(
                    "probeLeaseSeconds must be absent without check, got: " + probeLeaseSeconds);
        }
        if (probeLeaseSeconds != null) {
            Bounds.between("probeLeaseSeconds", probeLeaseSeconds, 1, CircuitSettings.LONGEST.toSeconds());
        }
        if (action == GranterAction.PAUSE && (until == null) == (pauseSeconds == null)) {
            throw new InvalidRequestException(
                    "until or pauseSeconds must be given for PAUSE, got: " + (until == null ? "neither" : "both"));
        }
        if (owner != null && requestId == null) {
            throw new InvalidRequestException("requestId must be given with owner, got: nothing");
        }
    }

    /** A check is of one call, and true for the moment only. */
    private static void requireCheckable(
            boolean checks, @Nullable String circuit, @Nullable Long maxWaitSeconds, @Nullable Boolean paced) {
        if (!checks) {
            return;
        }
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

    boolean checks() {
        return Boolean.TRUE.equals(check);
    }

    @Nullable
    Duration probeLease() {
        return probeLeaseSeconds == null ? null : Duration.ofSeconds(probeLeaseSeconds);
    }

    /** @throws InvalidRequestException if the pause would not end after now and within 30 days */
    Instant toUntil(Instant now) {
        Instant end = until == null
                ? now.plusSeconds(
                        Bounds.between("pauseSeconds", pauseSeconds == null ? 0 : pauseSeconds, 1, LONGEST_PAUSE))
                : parsed(until);
        Bounds.between("until, from now,", Duration.between(now, end), Duration.ZERO, PermitRequest.LONGEST_WAIT);
        return end;
    }

    private static Instant parsed(String until) {
        try {
            return Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw new InvalidRequestException("until must be a moment such as 2026-11-22T19:00:00Z, got: " + until);
        }
    }

    List<Limit> toLimits() {
        return Bounds.present("limits", limits);
    }

    GranterAction kind() {
        return action == null ? GranterAction.ACQUIRE : action;
    }

    boolean aligned() {
        return Boolean.TRUE.equals(align);
    }

    /** @throws InvalidRequestException if there are several: one limit is looked at at a time */
    Limit only() {
        List<Limit> all = Bounds.present("limits", limits);
        if (all.size() != 1) {
            throw new InvalidRequestException("limits must have exactly 1 element for PEEK, got: " + all.size());
        }
        return all.getFirst();
    }

    PermitRequest toPermitRequest() {
        List<Limit> all = Bounds.present("limits", limits);
        return new PermitRequest(
                all.stream().map(Limit::toClaim).toList(),
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
        return Bounds.present("used", used).stream().map(Used::toUsage).toList();
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
}
