package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.permits.CountingFront.Reading;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Beside zae-limiter, a token bucket in DynamoDB for Python: the same callers on one hot key, ours and its in turn, through
 * one {@link CountingFront}. First of a bucket so full that all is granted at once; then under contention: the limit is low and
 * nobody waits, who is refused asks again at once. Its grants a second are also those of its interpreter; requests and units
 * are not.
 */
final class ZaeLimiter {
    private static final String REQUIREMENT = "zae-limiter==0.17.0";
    private static final int CALLERS = 8;
    private static final int PLENTY = 1_000_000;
    private static final int SLOW = 10;
    private static final int RATE = 100;
    private static final int ROUNDS = 3;

    private final Path directory;
    private final Duration time;
    private final PrintStream progress;

    /** What a side made of its time. */
    private record Result(long granted, double seconds, Reading counted) {
        Result and(Result other) {
            Reading all = new Reading(
                    counted.requests() + other.counted.requests(),
                    counted.writeUnits() + other.counted.writeUnits(),
                    counted.readUnits() + other.counted.readUnits());
            return new Result(granted + other.granted, seconds + other.seconds, all);
        }

        double perGrant(double counts) {
            return counts / granted;
        }
    }

    private interface Run {
        Result of(int round) throws IOException, InterruptedException, ExecutionException;
    }

    /** @param directory where the peer is installed */
    ZaeLimiter(Path directory, Duration time, PrintStream progress) {
        this.directory = directory;
        this.time = time;
        this.progress = progress;
    }

    /** Returns nothing where there is no Python, or no package registry to have the peer from, and says so. */
    List<BenchRow> rows() throws IOException, InterruptedException, ExecutionException {
        PythonPeer peer;
        try {
            peer = PythonPeer.installed(REQUIREMENT, "zae_callers.py", directory);
        } catch (IOException e) {
            progress.println("  zae-limiter left out, because " + e.getMessage());
            return List.of();
        }
        try (Stand stand = new Stand();
                CountingFront front = new CountingFront(stand.endpoint());
                Stand counted = stand.through(front.endpoint())) {
            List<BenchRow> rows = new ArrayList<>(plenty(peer, front, counted));
            rows.addAll(contended(peer, front, counted));
            return rows;
        }
    }

    private List<BenchRow> plenty(PythonPeer peer, CountingFront front, Stand stand)
            throws IOException, InterruptedException, ExecutionException {
        List<Result> sides = inTurn(
                round -> ours(stand, front, "zae-plenty-" + round, SLOW, PLENTY),
                round -> theirs(peer, front, "zae-plenty-" + round, SLOW, PLENTY));
        Result ours = sides.getFirst();
        Result theirs = sides.getLast();
        return List.of(
                requests("zae-requests-per-permit", ours, theirs),
                fewer(
                        "zae-write-units-per-permit",
                        ours.perGrant(ours.counted().writeUnits()),
                        theirs.perGrant(theirs.counted().writeUnits()),
                        "write units"),
                more("zae-grants-per-second", ours, theirs));
    }

    private List<BenchRow> contended(PythonPeer peer, CountingFront front, Stand stand)
            throws IOException, InterruptedException, ExecutionException {
        List<Result> sides = inTurn(
                round -> ours(stand, front, "zae-full-" + round, RATE, RATE),
                round -> theirs(peer, front, "zae-full-" + round, RATE, RATE));
        Result ours = sides.getFirst();
        Result theirs = sides.getLast();
        double mine = percent(ours);
        double peers = percent(theirs);
        return List.of(
                BenchRow.beside("zae-contended-granted", mine, peers, mine / peers, "% of burst and rate × time"),
                requests("zae-contended-requests-per-permit", ours, theirs));
    }

    private static BenchRow requests(String id, Result ours, Result theirs) {
        return fewer(
                id,
                ours.perGrant((double) ours.counted().requests()),
                theirs.perGrant((double) theirs.counted().requests()),
                "DynamoDB requests");
    }

    private List<Result> inTurn(Run ours, Run theirs) throws IOException, InterruptedException, ExecutionException {
        ours.of(0); // to warm up
        theirs.of(0);
        Result mine = ours.of(1);
        Result peers = theirs.of(1);
        for (int round = 2; round <= ROUNDS; round++) {
            peers = peers.and(theirs.of(round));
            mine = mine.and(ours.of(round));
        }
        return List.of(mine, peers);
    }

    private Result ours(Stand stand, CountingFront front, String limit, int rate, int burst)
            throws InterruptedException, ExecutionException {
        stand.declare(new RateLimit(limit, rate, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED));
        List<LongSupplier> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            PermitGranter granter = stand.environment();
            callers.add(() -> Stand.ask(granter, limit, 1, Duration.ZERO) instanceof Decision.Granted ? 1 : 0);
        }
        if (callers.stream().mapToLong(LongSupplier::getAsLong).sum() != CALLERS) {
            throw new IllegalStateException("a full bucket must grant each caller its first ask");
        }
        Reading before = front.read();
        Callers.Harvest harvest = Callers.run(callers, time);
        return new Result(harvest.units(), harvest.seconds(), front.read().since(before));
    }

    private Result theirs(PythonPeer peer, CountingFront front, String table, int rate, int burst) throws IOException {
        AtomicReference<Reading> before = new AtomicReference<>(front.read());
        PythonPeer.Harvest harvest = peer.run(
                () -> before.set(front.read()), front.endpoint(), table, rate, burst, CALLERS, time.toSeconds());
        if (harvest.failed() > 0) {
            progress.printf("  zae-limiter: %d asks failed, %s%n", harvest.failed(), harvest.failures());
        }
        return new Result(harvest.granted(), harvest.seconds(), front.read().since(before.get()));
    }

    /** What was granted of the rounds' bursts and of the rate in their time: above 100 is too much. */
    private static double percent(Result result) {
        return 100 * result.granted() / (RATE * (ROUNDS + result.seconds()));
    }

    private static BenchRow fewer(String id, double ours, double peer, String unit) {
        return BenchRow.beside(id, ours, peer, peer / ours, unit);
    }

    private static BenchRow more(String id, Result ours, Result theirs) {
        double mine = ours.granted() / ours.seconds();
        double peer = theirs.granted() / theirs.seconds();
        return BenchRow.beside(id, mine, peer, mine / peer, "grants/s");
    }
}
