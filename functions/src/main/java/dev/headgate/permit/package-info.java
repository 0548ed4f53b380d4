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
 * <h2>When a limit changes</h2>
 *
 * A {@code tat} says how many units are in use only together with {@code T} and {@code τ}. So a bucket carries both, and
 * each busy write has them in its condition. Who meets other terms converts the bucket once: future slots stay, and
 * {@code used·T'/T} of the new burst counts as used, the whole of it at most and while somebody stands in line. No bucket
 * goes back to terms of an earlier change. So with {@code B = τ/T}, a window of length {@code W} has at most {@code W/T} at
 * the smallest {@code T}, the last {@code B}, and for each change what it forgot, {@code B(before) − B(after)} where that is
 * positive. See {@link dev.headgate.permit.Pace}.
 *
 * <h2>Priorities and shards</h2>
 *
 * A lower priority sees a smaller tolerance {@code τ_p ≤ τ}. Unit by unit the bound holds for any mixture: a slot {@code s}
 * and the {@code tat} {@code v} that its unit leaves behind obey {@code s + T ≤ v ≤ s + τ} whatever {@code τ_p ≥ T} is, and
 * the {@code v} lie {@code T} apart, so that a window of length {@code W} has at most {@code (W + τ)/T} of them. Shards are
 * limits of their own with whole shares of permits and burst; their bounds add up to the limit's.
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
 *
 * <h2>Durable permits</h2>
 *
 * An ask with a {@code requestId} takes its parts first, and then puts a record on condition that the request has none. Who
 * finds one gives its own parts back and answers as the record says. So a process killed between the writes wastes slots,
 * and no record promises what was not taken. A record ends once: the write that moves it on from ACTIVE decides how, and
 * carries a mark by which its writer knows it again after a lost answer. What follows depends on the direction:
 *
 * <ul>
 *   <li>Down (less was used): after the record, by the one who ended it, sent once. If that fails it is wasted.
 *   <li>Up (more was used): after the record, by everybody who comes past, until a write to the record says that it is
 *       charged. If that fails in between it is charged twice. Until it is charged only the estimate bounds the call.
 *   <li>Leases: released by epoch, by everybody who comes past; a repetition changes nothing.
 * </ul>
 *
 * A record that was RELEASED or CANCELLED gives way to a new ask of its request. The name of a permit says which attempt it
 * is of, so that a late repetition of the old one's CANCEL does not hit the new one.
 *
 * <h2>Refunds</h2>
 *
 * While {@code tat} stands where a permit left it, nobody has reserved since, and its unused units can be taken off exactly.
 * Proof that this stays so: let each permit that is not yet corrected have its {@code tatAfter}; {@code tat} is at least the
 * largest, and only the permit that has the largest can be corrected, down to no less than its {@code tatBefore}.
 *
 * <p>On a busy limit that refunds next to nothing. To move {@code tat} back under those who stand behind is not safe: what was
 * charged for the unused units may have been worked off since, and would be granted twice; slots that were handed out behind
 * stay where they are, and new ones would lie between them. So an owner may set {@code R} units of the burst aside,
 * {@code τ = (burst − R)·T − L}, and of these a refund at {@code u} may take {@code r·T} off {@code tat}, in one write, if
 *
 * <ul>
 *   <li>the call has begun or was never made, and its slot {@code s} is at most the reach {@code ρ} ago: {@code u ≤ s + ρ};
 *   <li>the line is short: {@code u < tat ≤ u + Λ}, where {@code Λ = τ + ρ/2}; and no pause is on;
 *   <li>the refunds of the window that {@code u} falls into stay within {@code R/2}. Windows do not overlap, and each lasts
 *       {@code H = 2τ + 3ρ}.
 * </ul>
 *
 * Then what calls really use in a window of length {@code W} is at most {@code τ/T + W/T + R}, so within
 * {@code burst + W/T}, as without refunds. Proof, with clocks that differ by {@code ε ≤ ρ/2}. Let {@code K} be the permits
 * whose slot lies in the window {@code [t, t + W]} and that were used at all, {@code F} the first of them to be granted and
 * {@code G} the last.
 *
 * <ol>
 *   <li>{@code tat} after {@code G} is {@code tat} before {@code F}, plus what was granted from {@code F} to {@code G}, less
 *       what was refunded meanwhile. It is at most {@code t + W + τ}, and {@code tat} before {@code F} is at least {@code t}.
 *       Refunds of permits granted from {@code F} on take off what they added. So the use of {@code K} is at most
 *       {@code (τ + W)/T} plus the refunds {@code C}, made after {@code F}'s grant, of permits granted before it.
 *   <li>{@code F} was used, so nothing of it is refunded before its slot {@code f}. At the first refund in {@code C}, at
 *       {@code u}, either that is past, or {@code tat} still holds all of {@code F}: {@code f ≤ tat ≤ u + Λ}. So
 *       {@code u ≥ f − Λ}.
 *   <li>A permit that was granted before {@code F} and is refunded after has its slot at most at {@code f + Λ}: if no refund
 *       came in between, it lies at most {@code τ} behind; and if one came, its {@code tat} then held that permit, so the slot
 *       is at most {@code Λ} after a moment before {@code F}'s grant. So every refund in {@code C} comes by
 *       {@code f + Λ + ρ}.
 *   <li>So {@code C} falls into a stretch of {@code 2Λ + ρ + 2ε ≤ H}. That touches two windows, each of {@code R/2}.
 * </ol>
 *
 * <p>The price: at most {@code R/2} units in {@code H}, and none while the line is longer than {@code ρ/2}. A limit whose
 * callers wait in a long line gains more by a better estimate.
 */
@NullMarked
package dev.headgate.permit;

import org.jspecify.annotations.NullMarked;
