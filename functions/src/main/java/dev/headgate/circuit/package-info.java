/**
 * Circuit breakers whose state a whole fleet shares, decided by one conditional write at a time.
 *
 * <h2>The question</h2>
 *
 * <p>A breaker in one process (Nygard, <i>Release It!</i>, 2007) counts its own calls under its own lock. A thousand
 * short-lived environments have no common lock, and each sees a thousandth of the failures: four failures each, and none
 * of them opens anything. So what is counted has to be shared. What is shared has to be cheap while all is well, and right
 * while a thousand callers, slow answers, crashed callers and old news meet in it.
 *
 * <h2>One write decides</h2>
 *
 * <p>A circuit is one item. Whatever may happen to it is a {@link dev.headgate.circuit.Change}: what becomes of the
 * circuit and on which condition, both pure, and both expressed once more as an update expression by the store (a contract
 * test holds the two to the same answers). Nobody reads in order to write. A caller acts on what it saw last, however old:
 * if that was wrong the condition does not hold, and the store answers with the circuit as it is, so that the caller
 * learns why without a read and knows what to do now. That is no compare-and-swap loop: counting commutes (fifty reports
 * at once are fifty writes that all succeed), and a change of state is lost only to somebody who has just made one.
 *
 * <h2>Generations</h2>
 *
 * <p>Each change of state begins a new generation. A check answers with it, a report names it, and every write is made on
 * condition of it. A success that took so long that the circuit opened in the meantime closes nothing; a failure from
 * before the trip does not disturb the probes. Such reports are answered as dropped, and write nothing. Generations begin
 * at 1 when a circuit is declared; deleting a circuit and declaring it again forgets them.
 *
 * <h2>The window</h2>
 *
 * <p>In CLOSED, outcomes are added to a window, and the write hands back the whole of it: whoever reports sees the rates of
 * everybody at no further cost, and whoever sees a threshold passed opens the circuit, on condition of the generation.
 * (Should that caller crash in between, the next check or report sees the same numbers and does it.) A window is judged as
 * of its last outcome, as Resilience4j's is when it records one: silence opens nothing. Throttled calls are kept apart: a
 * 429 tells of too many calls, which is the limit's business, opens nothing and is not even written.
 *
 * <p><b>By time.</b> Sums in buckets, named by their own start. An outcome of a slow clock lands in an old bucket and
 * removes nothing; a bucket of a fast clock counts, too; and a change of the window's settings does not turn old counts
 * into new ones. A report drops buckets that its environment saw expired before, a quarter of a window after they ceased
 * to count: a clock that is fast by less than that drops nothing that counts for anybody. (One that is fast by more can:
 * the clocks of Lambda's environments differ by milliseconds.) Where only fresh environments report, none has seen what the
 * others left behind: once a quarter of a window of expired buckets has gathered, whoever sees it drops them with one more
 * write.
 *
 * <p><b>By calls.</b> A list of runs, each so many calls that ended alike. A report appends ({@code list_append}, which
 * needs to know nothing of what is there), so the store's own order of the writes is the order of the calls, whoever and
 * however many they are, and the last N are exact: a run at the edge counts with the part of it that is within. DynamoDB
 * cannot append to a list and cut it in one update. So the front is cut by a write of its own, one in sixteen, on condition
 * that nobody has cut since: runs are only ever added at the end, so what was seen at the front is what is there. Whoever
 * loses does nothing; another will. Within a batch the order is not known; what is well is taken to have come first.
 *
 * <p><b>In a row.</b> A number that failures add to and any success sets to the failures that came after it.
 *
 * <h2>Healthy outcomes wait</h2>
 *
 * <p>While all is well nobody needs to know each success at once. They wait in the environment, and go with the next
 * outcome that is not healthy, or with the first report or check after the flush interval: there is no timer, for an
 * environment is frozen between two requests. What is lost when it dies is what it has gathered in one interval, never a
 * failure. Failures do not wait, so successes must not wait once failures matter, or the rate would look higher than it is:
 * from half a threshold on, as this environment sees the window, each success is written at once. So is one that would open
 * the circuit (the call that makes the minimum). With one environment the window is therefore exact; with many, each of
 * them may be short of what the others have gathered since they looked, while the rate is below half of what opens. What an
 * environment has kept for more than a minute, since nobody called it, is forgotten and counted as lost.
 *
 * <h2>Probes</h2>
 *
 * <p>OPEN ends by itself: the first check after its time writes HALF_OPEN and takes the first probe in the same write.
 * Further checks take one each, by a write on condition that fewer probes are there than the settings allow. A probe keeps
 * its place when it has reported, so that never more than N calls are out, and N reports are all there can be. By default
 * N successes close the circuit, with an empty window, and one failure opens it again, for longer each time; or the rates
 * of the probes decide, as in Resilience4j. A probe that found out nothing (throttled, ignored) gives its place back. A
 * report of a probe only notes what it found; what follows from all that was found is a second write, which whoever sees
 * it makes.
 *
 * <p>A probe is a lease, as long as its caller says and renewed while it runs. Who crashes with it holds its place
 * until the lease is over, no longer; then the next check takes that very place under a new number, and the old number
 * decides nothing any more. Numbers are drawn at random, not
 * counted: the caller knows its own before it writes, so that it recognises its probe also where the SDK has repeated a
 * write whose answer was lost. Where nobody comes for long, what the probes found grows too old to be believed: a time
 * that every probe moves on, and none back (its lease, and OPEN's time after it) begins a new round. Or the settings have a
 * time-out: then it opens again at that time. A probe that is still out when its round has ended is late: it decides nothing
 * any more, but keeps its place in the rounds after it until it reports or its lease is over.
 *
 * <h2>Receipts</h2>
 *
 * <p>A write whose answer was lost is repeated by the SDK, and a REPORT by its workflow; {@code UpdateItem} has no token that would
 * tell. So each write of outcomes leaves a receipt in the circuit's item, under the name of the report or one by chance, on
 * condition that there is none of that name: what was counted is refused the second time. The receipt's value, drawn for each
 * write, tells a write that its own receipt has refused, which is made, from another one of the same report, which is a
 * duplicate. Twelve are kept; whoever writes drops the older ones that it saw. Beyond twelve writes a repetition counts again.
 * Successes that wait in an environment are known by name there only: a repetition that says so is not counted elsewhere.
 *
 * <h2>By hand</h2>
 *
 * <p>An operator's order is one write without a condition: a new generation in the state ordered. What was let through
 * before decides nothing any more. The order is put into the audit log first.
 *
 * <h2>The cache</h2>
 *
 * <p>Each environment keeps what it saw last ({@code CIRCUIT_CACHE_SECONDS}): a check of a healthy circuit reads at most
 * once in that time, not at all where reports have just told, and an open circuit refuses without the store until its time
 * is over. What it knows to be late, because its generation is older than a fresh sighting, is dropped without a write. So a
 * trip is seen everywhere within the cache's time; calls that start in it are of the old generation, and
 * their outcomes are dropped.
 *
 * <h2>Bounds</h2>
 *
 * <p>For clocks that differ by less than a probe's remaining lease, at most N calls are out as probes, of all rounds together; no
 * outcome of another generation or of a lapsed probe changes anything; a crashed probe delays recovery by at most its
 * lease. A probe counts once however often it is reported. So does a report of a closed circuit among the last writes, by
 * the receipt that its write has left (see {@link dev.headgate.circuit.Receipt}).
 *
 * <p>While the store is out of reach, a check is answered as the settings say (ALLOW, or REFUSE), from what was seen last.
 */
@NullMarked
package dev.headgate.circuit;

import org.jspecify.annotations.NullMarked;
