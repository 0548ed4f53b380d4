/**
 * Permits: the right to start a call at a moment.
 *
 * <h2>The generic cell rate algorithm, handing out the future</h2>
 *
 * A limit of {@code permits} per {@code period} has an emission interval {@code T = period / permits}. Its whole state is
 * one number, the theoretical arrival time {@code tat}: the moment at which the bucket would be full again if nobody
 * asked any more. A permit of {@code n} units moves it forward by {@code n·T}. A bucket tolerates a {@code tat} that lies
 * up to {@code τ} ahead of now, so unit {@code k} of the permit (from 0) may start at
 *
 * <pre>  slot(k) = max(now, tat + (k + 1)·T − τ)      where an idle bucket's tat is now</pre>
 *
 * A classic limiter stops there and refuses whenever {@code slot > now}. Headgate hands the slot out: the caller is told
 * when, waits once, and nobody polls. A refusal is left for the ask whose last slot lies beyond its {@code maxWait}.
 *
 * <h2>Why one write is enough</h2>
 *
 * The next state depends on whether the bucket is busy ({@code tat > now}) or idle, and a store without {@code max()}
 * needs a branch for each: {@code tat := tat + n·T} on condition that it is busy and the line not too long, or
 * {@code tat := now + n·T} on condition that it is idle. Each is one conditional write that states its own safety.
 * Busy increments commute: any number of callers on one hot key succeed at once, and none of them retries.
 *
 * <h2>The bound</h2>
 *
 * For every window of length {@code W}, and clocks that differ by at most {@code ε}, the slots handed out are at most
 * {@code τ/T + (W + ε)/T}: slots beyond the tolerance are spaced by {@code T}, and only an idle bucket starts afresh. A
 * lost answer, a retry or a crash can only move {@code tat} forward, which wastes a slot.
 *
 * <h2>Lateness</h2>
 *
 * A permit is never used early, but may be used late: a workflow's Wait takes whole seconds, a function starts cold. Calls
 * between two moments have slots in that span or up to the lateness {@code L} before it, so a downstream that allows
 * {@code burst} at once is safe only for {@code τ + L ≤ burst·T}. A limit is declared with the downstream's own figures
 * and the granter works with the tolerance that is left, {@code τ = burst·T − L}.
 *
 * <p>Source: ITU-T Recommendation I.371, annex A (virtual scheduling).
 *
 * <h2>Leases</h2>
 *
 * A CONCURRENCY limit is {@code N} slots, each an item that is free or lent to a holder until a time. Taking one is a
 * conditional write on that item alone: nobody has it, or the lease ended more than a guard ago. So there are never more
 * holders than slots, and no counter can drift. Where to try is the holder's hash; if somebody else is there, the page of
 * slots around it, and one more. What a page shows may be old: it only suggests, the write decides.
 *
 * <p>Each change of hands starts a new epoch, and whoever renews, releases or gives back names holder and epoch. So a
 * holder whose lease ended while it slept changes nothing of its successor's, and is told.
 *
 * <p>The guard: if all clocks are within {@code ε} of the true time, a lease that ends at {@code U} is used until
 * {@code U + ε} at the latest and taken over at {@code U + guard − ε} at the earliest. So no slot has two holders at one
 * true moment while {@code 2ε ≤ guard}.
 */
@NullMarked
package dev.headgate.permit;

import org.jspecify.annotations.NullMarked;
