/**
 * What the AI worker does with a batch of messages of the work queue.
 *
 * <h2>Rounds</h2>
 *
 * A batch is worked in rounds, most often one ({@link dev.headgate.worker.Batch}, {@link dev.headgate.worker.Round}):
 *
 * <ol>
 *   <li>Which items have their answer already? One read for the batch; a message may come twice, and a call costs far
 *       more than the read. (Not asked again within the batch: two deliveries that race both call, and one is saved.)
 *   <li>Is the circuit closed? A look that takes no probe. If it is open, nobody asks for a permit: a slot that was
 *       reserved and not used is lost to all.
 *   <li>One permit for all items of all messages: a paced schedule, a slot each. Where not all fit into the time,
 *       halves are asked for ({@link dev.headgate.worker.Line}).
 *   <li>At each slot, never before: is there a pause, is it too late for this slot, does the circuit let the call through?
 *       Then the call runs on a thread of its own, so that a slow answer delays no later slot. A half-open circuit gets
 *       one call a round, as a probe.
 *   <li>Each answer is saved when it comes, under a condition: the first one stays.
 *   <li>One report for all calls, by the generation that let them through. A failure is reported within a second, and a
 *       probe at once ({@link dev.headgate.worker.Outcomes}): a schedule may be a minute long, and the fleet must know.
 * </ol>
 *
 * Whatever could be tried again soon is in the next round, with a new permit: after a 429, once the pause for everyone is
 * over; after a failure, once its backoff is over; after a missed slot, at once, since late calls bunch and would pass the
 * downstream's burst.
 *
 * <h2>Waiting costs no receive</h2>
 *
 * SQS counts every receive, also one that only found no permit, and after a few it gives the message up. So the worker
 * never fails a message in order to wait. What is refused, or does not fit into the time, is sent to the queue as a new
 * message with a delay ({@link dev.headgate.worker.Closing#putBack}); it carries what is left, what was done, how often
 * the gateway has failed on each item, and the task token. Only then the old message counts as done. A crash between the
 * two doubles the message; saved answers make the double cheap, and the conditional write makes it harmless.
 *
 * <h2>Whose fault</h2>
 *
 * <table>
 *   <caption>What becomes of an item</caption>
 *   <tr><th>Answer</th><th>Circuit</th><th>Item</th></tr>
 *   <tr><td>good</td><td>success</td><td>saved</td></tr>
 *   <tr><td>429</td><td>throttled</td><td>again; after 8 times in the slow lane; never given
 *       up, for it is nobody's fault</td></tr>
 *   <tr><td>5xx, overload, socket, time-out, garbage</td><td>failure</td><td>again, 4 times; 25 times while failures open
 *       the circuit; then dead-lettered</td></tr>
 *   <tr><td>400, 401, 403, 404, 422, …</td><td>ignored</td><td>dead-lettered at once</td></tr>
 *   <tr><td>not readable</td><td>not called</td><td>dead-lettered at once; its siblings are worked</td></tr>
 * </table>
 *
 * <h2>Faults</h2>
 *
 * Where saving, putting back, dead-lettering or answering a token fails, the message fails, alone, and SQS delivers it
 * again. Its dead letters are sent when the message ends, so a failed one has sent none. A failing report or pause fails
 * nothing: they are about the gateway, and not about the items. An item that is neither settled nor put back at the end
 * is a bug, and fails its message rather than being lost.
 *
 * <h2>Time</h2>
 *
 * No call starts later than its time-out and a margin before the deadline: so all calls have ended, and are saved and
 * reported, when the function must be done.
 */
@NullMarked
package dev.headgate.worker;

import org.jspecify.annotations.NullMarked;
