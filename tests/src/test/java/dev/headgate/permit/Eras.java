package dev.headgate.permit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Uses under a limit that is changed on the way, each counted in the era whose pace it was granted in, and two bounds that
 * hold across the changes. Each era has {@code T}, {@code τ} and {@code B = τ/T}; i goes over the changes from p + 1 to q.
 *
 * <p>By cost: with each unit at the {@code T} of its own, what starts in a window of length {@code W} and was granted in the
 * eras p to q costs at most
 *
 * <pre>  W + τ(q) + Σ max(0, τ(i−1) − min(τ(i), B(i−1)·T(i)))</pre>
 *
 * Proof: a unit with slot {@code s} leaves a {@code tat} of at least {@code s + T} and at most {@code s + τ} behind. Let
 * {@code V(i)} be where {@code tat} stands before change i and {@code v(i)} where after it. The units of an era cost at most
 * {@code V(i+1) − v(i)}, those of p at most {@code V(p+1)} less the window's beginning, those of q at most the window's end
 * {@code + τ(q) − v(q)}. In the sum stays {@code V(i) − v(i) = u·T(i−1) − min(τ(i), u·T(i))} for each change, {@code u} the
 * units in use then: largest where {@code u} is 0 or {@code B(i−1)}. Nothing in that asks when a change was heard of, or by
 * whose clock.
 *
 * <p>Where units are set aside for refunds, each era adds what it may refund of permits that were granted before the first one
 * of the window: {@code R/2} for each refund window that touches the stretch in which such a refund can come. That lasts from
 * {@code Λ} before that permit's slot to {@code ρ} after one that lies at most the longest {@code Λ} behind it (the package's
 * "Refunds", with {@code Λ}, {@code ρ} and {@code H} of the era), for clocks that differ by {@code ρ/2}. A conversion moves
 * {@code tat} as if nothing had been refunded; refunds of later permits take off what these added.
 *
 * <p>By number: where all clocks agree and all see the whole burst, the units are at most
 *
 * <pre>  W / min T + B(q) + Σ max(0, B(i−1) − B(i))</pre>
 *
 * so what the largest figures allow; a burst that is raised again after it was lowered adds what the low one forgot. Proof:
 * let {@code e(i)} be the moment of change i, or the last slot that was handed out before if that is later. So
 * {@code V(i) = e(i) + u·T(i−1)} and {@code v(i) = e(i) + min(B(i), u)·T(i)}, or more; the {@code e} only grow; and era i has
 * no more than {@code (e(i+1) − e(i))/T(i)} units and the difference of what is in use then.
 */
final class Eras {
    private final List<Pace> paces = new ArrayList<>();
    private final List<Long> lateness = new ArrayList<>();
    private final List<Refunds> refunds = new ArrayList<>();
    private final List<Uses> uses = new ArrayList<>();

    void begin(RateLimit limit) {
        paces.add(Pace.of(limit));
        long late = limit.lateness().toNanos();
        lateness.add(limit.toleranceNanos() == limit.intervalNanos() ? 0 : late);
        refunds.add(limit.refunds());
        uses.add(new Uses());
    }

    void use(long at, Pace pace) {
        uses.get((int) pace.version()).add(at, pace.interval());
    }

    long latenessOf(Pace pace) {
        return lateness.get((int) pace.version());
    }

    private interface Bound {
        long excess(int first, int last);
    }

    /**
     * Returns by how many nanoseconds the worst of all windows, in any stretch of eras, passes the bound by cost; never more
     * than zero where it holds.
     *
     * @param spread how far apart two uses may be whose slots are at one moment
     * @param late whether each may also be as late as its limit allows
     */
    long worstCost(long spread, boolean late) {
        return worst((first, last) -> {
            long allowance = spread + paces.get(last).tolerance() + refunded(first, last);
            for (int i = first + 1; i <= last; i++) {
                Pace before = paces.get(i - 1);
                allowance += Math.max(0, before.tolerance() - kept(before, paces.get(i)));
            }
            return of(first, last).worstExcess(allowance + (late ? latest(first, last) : 0));
        });
    }

    /** Returns the same for the bound by number, in nanoseconds of the shortest {@code T}. */
    long worstNumber() {
        return worst((first, last) -> {
            long least = paces.subList(first, last + 1).stream()
                    .mapToLong(Pace::interval)
                    .min()
                    .orElseThrow();
            long allowance = burst(paces.get(last), least);
            for (int i = first + 1; i <= last; i++) {
                allowance += Math.max(0, burst(paces.get(i - 1), least) - burst(paces.get(i), least) + 1);
            }
            return of(first, last).each(least).worstExcess(allowance);
        });
    }

    private long worst(Bound bound) {
        return IntStream.range(0, paces.size())
                .boxed()
                .flatMap(first -> IntStream.range(first, paces.size()).mapToObj(last -> bound.excess(first, last)))
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }

    private long refunded(int first, int last) {
        long longest = IntStream.rangeClosed(0, last)
                .mapToLong(this::reachOfLine)
                .max()
                .orElseThrow();
        return IntStream.rangeClosed(first, last)
                .mapToLong(i -> {
                    long reach = refunds.get(i).reach().toNanos();
                    long window = 2 * paces.get(i).tolerance() + 3 * reach;
                    long windows = 1 + Math.ceilDiv(reachOfLine(i) + longest + 2 * reach, window);
                    return windows
                            * refunds.get(i).mostPerWindow()
                            * paces.get(i).interval();
                })
                .sum();
    }

    /** Returns {@code Λ}. */
    private long reachOfLine(int era) {
        return paces.get(era).tolerance() + refunds.get(era).reach().toNanos() / 2;
    }

    private Uses of(int first, int last) {
        return Uses.of(uses.subList(first, last + 1));
    }

    /** Returns what a full burst is after the change; short of a nanosecond at most. */
    private static long kept(Pace before, Pace after) {
        long full = burst(before, after.interval()) - 1;
        return Math.min(after.tolerance(), full);
    }

    /** Returns {@code B} in units of {@code interval}, rounded up. */
    private static long burst(Pace pace, long interval) {
        return BigInteger.valueOf(pace.tolerance())
                        .multiply(BigInteger.valueOf(interval))
                        .divide(BigInteger.valueOf(pace.interval()))
                        .min(BigInteger.valueOf(Long.MAX_VALUE / 4))
                        .longValue()
                + 1;
    }

    private long latest(int first, int last) {
        return lateness.subList(first, last + 1).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }
}
