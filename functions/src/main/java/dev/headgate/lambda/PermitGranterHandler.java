package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.permit.CheckedPermits;
import dev.headgate.permit.Decision;
import dev.headgate.permit.DurablePermits;
import dev.headgate.permit.PermitEnd;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRecords;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Renewals;
import dev.headgate.permit.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The permit granter: answers with the time at which a call may start, or with why not and when to ask again.
 *
 * <p>Errors a workflow can name: {@code dev.headgate.InvalidRequestException},
 * {@code dev.headgate.UnknownLimitException}, {@code dev.headgate.UnknownCircuitException},
 * {@code dev.headgate.StoreUnavailableException}.
 */
public final class PermitGranterHandler implements RequestStreamHandler {
    private final PermitGranter granter;
    private final DurablePermits permits;
    private final CheckedPermits checked;
    private final PermitEnds ends;
    private final Renewals renewals;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final StoreBudget budget;

    @SuppressWarnings("unused") // held: the runtime holds it weakly
    private final Priming priming;

    /** Wires the parts from the template's variables. */
    public PermitGranterHandler() {
        this(Environment.ofProcess());
    }

    private PermitGranterHandler(Environment environment) {
        this(environment, new StoreBudget(environment.seconds("STORE_BUDGET_SECONDS", StoreBudget.DEFAULT)));
    }

    private PermitGranterHandler(Environment environment, StoreBudget budget) {
        this(new Wiring(environment, budget), budget);
    }

    private PermitGranterHandler(Wiring wiring, StoreBudget budget) {
        this(wiring, wiring.tellingCircuitBreaker(), budget);
    }

    private PermitGranterHandler(Wiring wiring, CircuitBreaker circuits, StoreBudget budget) {
        this(
                wiring.fullPermitGranter(circuits),
                circuits,
                wiring.permitRecords(),
                wiring.random(),
                InstantSource.system(),
                wiring.sleeper(),
                budget);
    }

    PermitGranterHandler(
            PermitGranter granter,
            CircuitBreaker circuits,
            PermitRecords records,
            RandomGenerator random,
            InstantSource clock,
            Sleeper sleeper) {
        this(granter, circuits, records, random, clock, sleeper, new StoreBudget(StoreBudget.DEFAULT));
    }

    private PermitGranterHandler(
            PermitGranter granter,
            CircuitBreaker circuits,
            PermitRecords records,
            RandomGenerator random,
            InstantSource clock,
            Sleeper sleeper,
            StoreBudget budget) {
        this.granter = granter;
        this.permits = new DurablePermits(granter, records, random);
        this.checked = new CheckedPermits(permits, circuits);
        this.ends = new PermitEnds(granter, records, random);
        this.renewals = new Renewals(granter, records);
        this.clock = clock;
        this.sleeper = sleeper;
        this.budget = budget;
        this.priming = Priming.before(() -> granter.peek("priming", null, clock.instant()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Invocation.answer(input, output, context, GranterRequest.class, request -> budget.spend(() -> answer(request)));
    }

    private GranterAnswer answer(GranterRequest request) {
        Instant now = clock.instant();
        return switch (request.kind()) {
            case ACQUIRE -> acquire(request, now);
            case PEEK -> peek(request.only(), now);
            case SETTLE -> ended(ends.settle(request.toPermitId(), request.toUsages(), now));
            case CANCEL -> ended(ends.cancel(request.toPermitId(), now));
            case RELEASE -> ended(ends.release(request.toPermitId(), now));
            case RENEW -> PermitAnswer.Renewed.of(renewals.renew(request.toPermitId(), now));
            case PAUSE -> pause(request, request.toUntil(now), now);
            case RESUME -> resume(request, now);
        };
    }

    private static GranterAnswer ended(PermitEnd end) {
        GranterMetrics.record(end);
        return PermitAnswer.Ended.of(end);
    }

    private GranterAnswer peek(AskedLimit limit, Instant now) {
        String key = limit.key();
        return PeekAnswer.of(granter.peek(String.valueOf(limit.limit()), key, now), key, now);
    }

    private GranterAnswer pause(GranterRequest request, Instant until, Instant now) {
        request.toLimits().forEach(of -> granter.pause(String.valueOf(of.limit()), of.key(), until, now));
        return new GranterAnswer.Paused(true, Times.upToMillis(until));
    }

    private GranterAnswer resume(GranterRequest request, Instant now) {
        boolean all = true;
        for (AskedLimit of : request.toLimits()) {
            all &= granter.resume(String.valueOf(of.limit()), of.key(), now);
        }
        return new GranterAnswer.Resumed(all);
    }

    private GranterAnswer acquire(GranterRequest request, Instant now) {
        PermitRequest ask = request.toPermitRequest();
        if (request.checks()) {
            return checked(ask, request, now);
        }
        Decision decision = permits.acquire(ask, now);
        GranterMetrics.record(ask, decision, now);
        return switch (decision) {
            case Decision.Granted granted -> granted(granted, null, request.aligned(), now);
            case Decision.Denied denied -> GranterAnswer.Refused.of(denied, null, now);
        };
    }

    private GranterAnswer checked(PermitRequest ask, GranterRequest request, Instant now) {
        CheckedPermits.Checked answer = checked.acquire(ask, request.probeLease(), now);
        GranterMetrics.record(ask, answer.decision(), now);
        Admission admission = answer.admission();
        if (admission != null) {
            CircuitMetrics.record(String.valueOf(ask.circuit()), admission);
        }
        CheckerAnswer check = admission == null ? null : CheckerAnswer.of(admission, now);
        return switch (answer.decision()) {
            case Decision.Granted granted -> granted(granted, check, request.aligned(), now);
            case Decision.Denied denied -> GranterAnswer.Refused.of(denied, check, now);
        };
    }

    private GranterAnswer granted(Decision.Granted granted, @Nullable CheckerAnswer check, boolean align, Instant now) {
        Instant asOf = align ? alignedWith(granted.schedule(), now) : now;
        return GranterAnswer.Granted.of(granted, check, asOf);
    }

    /** Waits out the fraction of a second, so that the whole seconds that are left end on the slot. */
    private Instant alignedWith(Schedule schedule, Instant now) {
        Duration wait = Duration.between(now, Times.upToMillis(schedule.startAt()));
        Instant asOf = now.plusNanos(wait.toNanosPart());
        try {
            sleeper.sleepUntil(asOf);
            return asOf;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return now;
        }
    }
}
