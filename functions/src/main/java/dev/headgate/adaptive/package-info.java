/**
 * Rates that follow a downstream whose limit nobody knows.
 *
 * <h2>The question</h2>
 *
 * <p>A provider's true limit changes, other tenants eat it, brown-outs come. What can be seen of it is what became of the
 * calls. TCP's answer to the same question (cut by half at a loss, then add; Chiu and Jain, 1989) leaves a fifth of a steady
 * capacity unused, because a loss says only that there was too much, not how much. A refusal by a rate limit says more:
 * a limiter that refuses accepts, at that time, exactly what it allows. So what was <em>accepted while something was
 * refused</em> is the capacity, and it can be measured, not guessed.
 *
 * <h2>The rule</h2>
 *
 * <p>Outcomes are gathered for an epoch (2 s, and at least 20 calls); of the refused share {@code e} then
 *
 * <ul>
 *   <li>{@code e > 5 %}: the downstream takes less than it is sent. The plateau is set to the goodput, the rate to 98 % of
 *       it. The first such epoch began without refusals, so its goodput is too high; while refusals last, the next ones
 *       measure the capacity itself, each second, and correct the plateau.
 *   <li>{@code e > 0}: the rate stands at the edge. It is steered so that 0.3 % is refused, in proportion (DCTCP's idea,
 *       RFC 8257). The downstream's own burst stays used up, so that the next step too far shows at once and is small.
 *   <li>else, if the rate was used and latency is as usual, it grows, the faster the more refusals were due and did not come;
 *       and the calls beyond the last edge are counted. A bucket that was empty there cannot have taken them unless more flows
 *       into it, so that a few of them prove that the capacity has risen, before any refusal says where it is now. Then growth is
 *       fast, up to where the rate was before it fell (the summit): other tenants leave, brown-outs end.
 *   <li>{@code e ≥ 95 %}: the downstream is shut. A trickle asks whether that is over, ever more seldom; then the rate
 *       returns at once.
 * </ul>
 *
 * <p>Before the first refusal the rate grows by 70 % each second or so, while callers follow. Where a second brings less than ten calls there are no
 * shares: each refusal takes 15 % off, an epoch is five calls, and growth is counted in calls, not in seconds.
 *
 * <h2>Windows</h2>
 *
 * <p>Some downstreams count by the window: all is accepted until it is used up, then nothing until the next begins. A share is
 * no capacity there, and calls that are accepted prove nothing. Which kind it is shows amid refusals: a bucket that is overrun
 * takes what flows in, so that accepted calls were sent between refused ones; a window takes none. Each environment counts its
 * calls that were sent between two refused ones ({@link dev.headgate.adaptive.Amid}). Where nearly none of at least twelve were
 * accepted, the rate is set to what was accepted since the last window's end, by the time since; until the next window's end
 * it grows by a hundredth, and nothing is proved ({@link dev.headgate.adaptive.Window}).
 *
 * <h2>Shares, not counts</h2>
 *
 * <p>Environments report when they have something to report, so that a count a second is wrong by what was reported late.
 * The accepted share of what was reported is not. The goodput is therefore {@code share × rate}, by the rate at which those
 * calls were sent: that of the epoch before for a lag's time (slots handed out ahead, latency, reports), then the present
 * one. Where less than half of the rate was used, the count is all there is.
 *
 * <h2>One write decides</h2>
 *
 * <p>Counters are sums, so that any number of reporters add to them without a condition. Whoever sees that an epoch is over
 * reckons the {@link dev.headgate.adaptive.RateState} of the next tick, and writes it on condition that the tick is still
 * the one it saw, taking off the counters what it counted. Of many who see the same, one wins; a repeat, a late write and a
 * lost answer change nothing twice. The state is all that is known: a restarted environment goes on from it. Times are
 * differences to what another clock wrote: a fast clock delays the next epoch by what it is fast, and a moment that lies
 * more than a minute ahead is not believed.
 *
 * <h2>Pauses</h2>
 *
 * <p>A Retry-After holds everybody back, bounded and jittered ({@link dev.headgate.adaptive.Pause}). Whether it was right is
 * seen for nothing: calls whose slots were handed out before go all the same, and are accepted or refused. So a header that
 * is wrong is believed for an eighth as long each time, and one that is right for twice as long.
 *
 * <h2>Bounds</h2>
 *
 * <p>Whatever is reported, and in whatever order: the rate is a number, within floor and ceiling, and changes once a tick.
 */
@NullMarked
package dev.headgate.adaptive;

import org.jspecify.annotations.NullMarked;
