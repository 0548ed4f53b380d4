package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Claim;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.DurablePermits;
import dev.headgate.permit.Holder;
import dev.headgate.permit.InMemoryLeaseStore;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitRecords;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.permit.InMemoryQuotaStore;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitId;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.Priority;
import dev.headgate.permit.Renewal;
import dev.headgate.permit.Renewal.NotRenewed;
import dev.headgate.permit.Renewals;
import dev.headgate.testing.ManualClock;
import dev.headgate.testing.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReservationCleanupHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String EXECUTION = "arn:aws:states:us-east-1:000000000000:execution:transcripts:nightly-1";
    private static final Path EVENTS = Path.of(System.getProperty("headgate.home"), "events/reservation-cleanup");

    private final InMemoryLimits limits =
            new InMemoryLimits().put(new ConcurrencyLimit("transcriber", 1, LEASE, Policy.SHARED));
    private final PermitStores stores =
            new PermitStores(new InMemoryPermitStore(), new InMemoryQuotaStore(), new InMemoryLeaseStore());
    private final InMemoryPermitRecords records = new InMemoryPermitRecords();
    private final PermitGranter granter = new PermitGranter(
            limits,
            stores,
            new CircuitBreaker(new InMemoryCircuitStore(), Duration.ofSeconds(1), new SplittableRandom(7)),
            Duration.ofSeconds(1),
            new SplittableRandom(7));
    private final DurablePermits permits = new DurablePermits(granter, records, new SplittableRandom(8));
    private final PermitEnds ends = new PermitEnds(limits, stores, records, new SplittableRandom(9));
    private final Renewals renewals = new Renewals(granter, records);
    private final ReservationCleanupHandler handler = new ReservationCleanupHandler(ends, new ManualClock(NOW));

    @Test
    void endedExecution_releasesItsLease_once() throws Exception {
        assertThat(ask("call-1", EXECUTION)).isInstanceOf(Granted.class);
        assertThat(ask("call-2", "another")).isInstanceOf(Decision.Denied.class);
        assertThat(call("execution-failed.json")).isEqualTo("{\"ended\":1}");
        assertThat(call("execution-failed.json")).as("told twice").isEqualTo("{\"ended\":0}");
        assertThat(ask("call-2", "another")).isInstanceOf(Granted.class);
        assertThat(call("execution-failed.json")).as("another's is left alone").isEqualTo("{\"ended\":0}");
        assertThat(ask("call-3", "another")).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void redrivenExecution_findsOutAtItsNextUse_thatItsLeaseIsGone() throws Exception {
        PermitId before = idOf(ask("call-1", EXECUTION));
        assertThat(renewals.renew(before, NOW)).isInstanceOf(Renewal.Renewed.class);
        call("execution-failed.json");
        ask("call-2", "another");
        assertThat(renewals.renew(before, NOW)).isEqualTo(new NotRenewed(NotRenewed.Reason.PERMIT_ENDED));
        ends.release(before, NOW);
        assertThat(ask("call-3", "third")).as("the other's lease stands").isInstanceOf(Decision.Denied.class);
        assertThat(ask("call-1", EXECUTION)).as("asking again is a new ask").isInstanceOf(Decision.Denied.class);
    }

    @Test
    void holderThatSleptThroughItsLease_isToldThatItIsLost() {
        PermitId first = idOf(ask("call-1", EXECUTION));
        Instant late = NOW.plus(LEASE).plusSeconds(10);
        assertThat(permits.acquire(request("call-2", "another"), late)).isInstanceOf(Granted.class);
        assertThat(renewals.renew(first, late)).isEqualTo(new NotRenewed(NotRenewed.Reason.LEASE_LOST));
        assertThat(permits.acquire(request("call-1", EXECUTION), late))
                .as("the same answer again would let in one too many")
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void askAgain_getsTheFirstAnswer_whileTheLeaseIsHeld() {
        Granted first = (Granted) ask("call-1", EXECUTION);
        Granted again = (Granted) ask("call-1", EXECUTION);
        assertThat(again.schedule()).isEqualTo(first.schedule());
        assertThat(idOf(again)).isEqualTo(idOf(first));
        assertThat(ask("call-2", "another"))
                .as("the repetition gave nothing back")
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void event_isRefusedByName_whenItTellsOfNoEnd() {
        assertThatThrownBy(() -> call("malformed-still-running.json"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("detail.status must be one of [SUCCEEDED, FAILED, TIMED_OUT, ABORTED], got: RUNNING");
    }

    private Decision ask(String requestId, String owner) {
        return permits.acquire(request(requestId, owner), NOW);
    }

    private static PermitRequest request(String requestId, String owner) {
        return new PermitRequest(
                List.of(new Claim("transcriber", null, 1)),
                Duration.ZERO,
                false,
                Priority.NORMAL,
                null,
                new Holder(requestId, owner));
    }

    private static PermitId idOf(Decision decision) {
        return Objects.requireNonNull(((Granted) decision).durable()).id();
    }

    private String call(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (InputStream input = Files.newInputStream(EVENTS.resolve(event))) {
            handler.handleRequest(input, answer, new TestContext());
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
