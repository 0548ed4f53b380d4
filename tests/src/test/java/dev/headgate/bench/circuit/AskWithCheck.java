package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.lambda.DirectHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A caller that starts at once: the permit and the check as one decision of the granter, beside an ask of the granter and a
 * check of the checker. Both by the functions' own handlers, from the event's bytes to the answer's, without Lambda.
 */
final class AskWithCheck {
    private static final int WARM_UP = 200;

    private final Stand stand;
    private final int times;

    AskWithCheck(Stand stand, int times) {
        this.stand = stand;
        this.times = times;
    }

    List<BenchRow> rows() {
        String circuit = stand.declare(Stand.BY_RATE);
        DirectHandlers handlers = new DirectHandlers(stand.client(), stand.local(), stand.store());
        Side together = new Side(handlers, () -> handlers.askWithCheck(circuit));
        Side apart = new Side(handlers, () -> handlers.askThenCheck(circuit));
        for (int time = 0; time < WARM_UP + times; time++) {
            together.call(time);
            apart.call(time);
        }
        return Stream.of(
                        row("invocations", together.invocations(), apart.invocations(), "invocations"),
                        row("requests", together.requests(), apart.requests(), "requests"),
                        row("p50", together.p50(), apart.p50(), "ms"))
                .toList();
    }

    /** One of them; they take turns, so that both meet the same machine. */
    private final class Side {
        private final DirectHandlers handlers;
        private final Runnable call;
        private final long[] nanos = new long[times];
        private long requests;
        private long invocations;

        Side(DirectHandlers handlers, Runnable call) {
            this.handlers = handlers;
            this.call = call;
        }

        void call(int time) {
            long before = handlers.invocations();
            long start = System.nanoTime();
            long used = stand.used(call).requests();
            long taken = System.nanoTime() - start;
            if (time >= WARM_UP) {
                nanos[time - WARM_UP] = taken;
                requests += used;
                invocations += handlers.invocations() - before;
            }
        }

        double invocations() {
            return invocations / (double) times;
        }

        double requests() {
            return requests / (double) times;
        }

        double p50() {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[times / 2] / 1e6;
        }
    }

    private static BenchRow row(String what, double ours, double theirs, String unit) {
        return BenchRow.beside(what + "-ask-with-check-vs-two-invocations", ours, theirs, theirs / ours, unit);
    }
}
