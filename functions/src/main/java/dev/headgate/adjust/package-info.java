/**
 * The slow loop: how a limit's ceiling and the concurrency of its callers follow alarms.
 *
 * <p><b>Alarms.</b> CloudWatch tells of a change of state once or more often, late, and in any order; of an alarm that
 * lasts, nothing more. So what each alarm said last is kept ({@link dev.headgate.adjust.Readings}), by the alarm's own
 * time: a join of the events, the same whatever their order and number. A tick a minute does what time alone asks for.
 *
 * <p><b>Ladders.</b> Two levels in percent move apart: the ceiling of the limit's own figures, and the concurrency of those
 * who call (see {@link dev.headgate.adjust.Ladder}). While an alarm that concerns a ladder is in ALARM it goes down by a
 * factor, once in a cooldown, to its floor, and where a queue may be paused, one step below it. While all of them are OK,
 * and have been for a calm time, it goes up in steps. An alarm of recovery, whose level is lower, holds back a step up and
 * causes none down: between the two levels, nothing moves. INSUFFICIENT_DATA holds, too. Multiplicative decrease and
 * additive increase: Chiu and Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer
 * Networks", 1989.
 *
 * <p><b>From a level to what is set.</b> Everything that follows a ladder is a function of its level
 * ({@link dev.headgate.adjust.Aim}): within its own floor and ceiling, and the same however often it is set. So carrying
 * out is reaching a state and not repeating steps; what failed, what died half-way and a Map Run that began meanwhile are
 * put right by the next tick.
 *
 * <p><b>Order.</b> A decision and its reasons are one conditional write, numbered without a gap. Then the audit is kept,
 * then it is carried out, then it is marked as that ({@link dev.headgate.adjust.Adjuster}).
 */
@NullMarked
package dev.headgate.adjust;

import org.jspecify.annotations.NullMarked;
